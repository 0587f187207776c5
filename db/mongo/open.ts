import type { Db } from 'mongodb'
import { type Store, StoreUnavailable } from '../port.ts'
import { mongoAccounts } from './accounts.ts'
import { mongoArchive } from './archive.ts'
import { type Asking, createAsking } from './asking.ts'
import { mongoAudit } from './audit.ts'
import { mongoClinic } from './clinic.ts'
import { createClient } from './connection.ts'
import { collectionsOf } from './documents.ts'
import { mongoInvites } from './invites.ts'
import { meetingChanger, mongoMeetings } from './meetings.ts'
import { prepare } from './prepare.ts'
import { probe } from './probe.ts'
import { mongoSessions } from './sessions.ts'
import { troubleOf } from './trouble.ts'

export interface MongoStoreOptions {
  /** Names the database; without one it is `bedside`. */
  readonly url: string
  readonly log?: (event: 'store-opened' | 'validators-unsupported') => void
}

/** A store that may still be on its way. */
export interface ConnectingStore {
  /** Answers as soon as it is open; until then everything is refused as unreachable. */
  readonly store: Store
  /** Resolves once the store is open; rejects when it never will be (`unsafe`, `newer`, `damaged`), or was closed before. */
  readonly opened: Promise<void>
}

/**
 * A store in MongoDB. Rejects with `StoreUnavailable`: `unreachable` when no server answers, `unsafe` when it lets more than one of
 * several racing writers win, `newer` when a later version of this program has been there.
 */
export async function openMongoStore(options: MongoStoreOptions): Promise<Store> {
  const { store, tryToOpen } = create(options)
  try {
    await tryToOpen()
  } catch (error) {
    await store.close()
    throw error
  }
  return store
}

/** The same for a process that must be up before its database is: goes on trying until a server answers. */
export function connectMongoStore(options: MongoStoreOptions): ConnectingStore {
  const { store, tryToOpen, whenClosed } = create(options)
  const opened = (async () => {
    for (;;) {
      try {
        return await tryToOpen()
      } catch (error) {
        if (!(error instanceof StoreUnavailable) || error.why !== 'unreachable') throw error
      }
      await Promise.race([new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS)), whenClosed])
    }
  })()
  return { store, opened }
}

const TRY_AGAIN_MS = 1_000

function create({ url, log }: MongoStoreOptions) {
  const client = createClient(url)
  const db = client.db(databaseIn(url))
  const asking = createAsking()
  let closed = false
  let tellClosed: () => void = () => undefined
  const whenClosed = new Promise<void>((resolve) => {
    tellClosed = resolve
  })

  async function tryToOpen(): Promise<void> {
    if (closed) throw new StoreUnavailable('closed')
    try {
      // Said outright: after a first try that failed, the driver does not connect again by itself.
      await client.connect()
      const { validators } = await prepare(db)
      if (validators === 'unsupported') log?.('validators-unsupported')
      asking.open()
      log?.('store-opened')
    } catch (error) {
      const trouble = closed ? new StoreUnavailable('closed', { cause: error }) : troubleOf(error)
      if (trouble instanceof StoreUnavailable) asking.refuse(trouble.why)
      throw trouble
    }
  }

  const close = async () => {
    closed = true
    await asking.close()
    tellClosed()
    await client.close()
  }
  return { store: storeOf(db, asking, close), tryToOpen, whenClosed }
}

function storeOf(db: Db, asking: Asking, close: () => Promise<void>): Store {
  const collections = collectionsOf(db)
  const change = meetingChanger(asking, collections)
  return {
    accounts: mongoAccounts(asking, collections),
    sessions: mongoSessions(asking, collections),
    meetings: mongoMeetings(asking, collections, change),
    invites: mongoInvites(asking, collections),
    clinic: mongoClinic(asking, collections, change),
    audit: mongoAudit(asking, collections),
    archive: mongoArchive(asking, collections),
    kind: 'mongodb',
    check: () =>
      asking.ask(async () => {
        await collections.marks.updateOne({ _id: 'check' }, { $set: { at: Date.now() } }, { upsert: true })
      }),
    probe: () => asking.ask(() => probe(db)),
    close,
  }
}

const DATABASE = /^mongodb(?:\+srv)?:\/\/[^/?]+\/([^?]+)/

function databaseIn(url: string): string {
  const [, named] = DATABASE.exec(url) ?? []
  return named === undefined ? 'bedside' : decodeURIComponent(named)
}
