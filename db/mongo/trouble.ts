import {
  MongoBulkWriteError,
  MongoError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoServerError,
  MongoServerSelectionError,
  MongoSystemError,
  MongoTopologyClosedError,
  MongoWriteConcernError,
} from 'mongodb'
import { StoreUnavailable } from '../port.ts'

/** What an error of the driver means to whoever asked: the server cannot answer now, or a fault of ours. */
export function troubleOf(error: unknown): Error {
  if (error instanceof StoreUnavailable) return error
  const why = whyOf(error)
  if (why !== null) return new StoreUnavailable(why, { cause: error })
  return error instanceof MongoError ? new Error('The store failed.', { cause: error }) : asError(error)
}

/** Whether trying again may help: whoever was asked is gone or new, and it is not known what they did last. */
export function isPassing(error: unknown): boolean {
  return whyOf(error) === 'unreachable'
}

/** A unique key was taken. Which one is not asked: servers say it in different words. */
export function isTaken(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === DUPLICATE_KEY
}

const DUPLICATE_KEY = 11_000

function whyOf(error: unknown): StoreUnavailable['why'] | null {
  if (error instanceof MongoBulkWriteError && error.code === DUPLICATE_KEY) return null
  if (error instanceof MongoWriteConcernError) return 'unreachable'
  if (error instanceof MongoServerError) return whyOfServer(error)
  if (
    error instanceof MongoNetworkError ||
    error instanceof MongoServerSelectionError ||
    error instanceof MongoNotConnectedError ||
    error instanceof MongoTopologyClosedError ||
    error instanceof MongoSystemError ||
    (error instanceof MongoError && BY_NAME.has(error.name))
  ) {
    return 'unreachable'
  }
  // Looking up names fails with Node's own errors, and so does writing to a connection that the server has just closed.
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null
  return typeof code === 'string' && OF_NODE.has(code) ? 'unreachable' : null
}

/** Not exported by the driver, or only in some of its versions. */
const BY_NAME = new Set(['MongoPoolClearedError', 'MongoPoolClosedError', 'MongoWaitQueueTimeoutError'])
const OF_NODE = new Set(
  'ENOTFOUND ENODATA ESERVFAIL ETIMEOUT EAI_AGAIN ECONNREFUSED ECONNRESET ECONNABORTED EPIPE ETIMEDOUT EHOSTUNREACH ENETUNREACH'.split(
    ' ',
  ),
)

/** https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml */
function whyOfServer(error: MongoServerError): StoreUnavailable['why'] | null {
  switch (error.code) {
    case 6: // HostUnreachable
    case 7: // HostNotFound
    case 50: // MaxTimeMSExpired
    case 64: // WriteConcernTimeout
    case 89: // NetworkTimeout
    case 91: // ShutdownInProgress
    case 100: // UnsatisfiableWriteConcern
    case 189: // PrimarySteppedDown
    case 262: // ExceededTimeLimit
    case 9001: // SocketException
    case 10_107: // NotWritablePrimary
    case 11_600: // InterruptedAtShutdown
    case 11_602: // InterruptedDueToReplStateChange
    case 13_435: // NotPrimaryNoSecondaryOk
    case 13_436: // NotPrimaryOrSecondary
    case 18: // AuthenticationFailed
      return 'unreachable'
    case 13: // Unauthorized
      return 'read-only'
    case 14_031: // OutOfDiskSpace
      return 'full'
    default:
      return null
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('The store failed.', { cause: error })
}
