import type { StoreUnavailable } from '../port.ts'

/** Why a request failed, fit to be sent to another thread: a reason from the port's closed list, or a fault of our own. */
export type Trouble =
  | { readonly kind: 'unavailable'; readonly why: StoreUnavailable['why']; readonly detail: string }
  | { readonly kind: 'fault'; readonly detail: string }

/** Thrown where the reason is known better than any error code says it. */
export class Refused extends Error {
  readonly why: StoreUnavailable['why']
  constructor(why: StoreUnavailable['why'], detail: string) {
    super(detail)
    this.why = why
  }
}

/** Details hold codes and the names of tables, never what is in them. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof Refused) return { kind: 'unavailable', why: error.why, detail: error.message }
  if (!(error instanceof Error)) return { kind: 'fault', detail: String(error) }
  const why =
    whyOfSqlite(Reflect.get(error, 'rawCode')) ?? whyOfSystem(Reflect.get(error, 'code')) ?? whyOfOpening(error)
  if (why) return { kind: 'unavailable', why, detail: error.message }
  return { kind: 'fault', detail: error.stack ?? error.message }
}

/** https://sqlite.org/rescode.html; the low byte is the primary code. */
function whyOfSqlite(code: unknown): StoreUnavailable['why'] | null {
  if (typeof code !== 'number') return null
  // The index of the log cannot grow: there is no room for it.
  if (code === IOERR_SHMSIZE) return 'full'
  switch (code & 0xff) {
    case 13: // FULL
      return 'full'
    case 3: // PERM
    case 8: // READONLY
      return 'read-only'
    case 11: // CORRUPT
    case 26: // NOTADB
      return 'damaged'
    case 5: // BUSY: some other program holds the file for longer than we wait
    case 6: // LOCKED
      return 'in-use'
    case 10: // IOERR
    case 14: // CANTOPEN
      return 'unreachable'
    default:
      return null
  }
}

const IOERR_SHMSIZE = 10 | (19 << 8)

function whyOfSystem(code: unknown): StoreUnavailable['why'] | null {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
    case 'EISDIR':
      return 'read-only'
    case 'ENOSPC':
    case 'EDQUOT':
      return 'full'
    case 'EIO':
    case 'ENOENT':
    case 'ESTALE':
      return 'unreachable'
    default:
      return null
  }
}

/** The binding reports a file it cannot open as a plain error with no code. */
function whyOfOpening(error: Error): StoreUnavailable['why'] | null {
  return error.message.startsWith('ConnectionFailed(') ? 'unreachable' : null
}
