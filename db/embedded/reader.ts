import { setPriority } from 'node:os'
import { reads } from './calls.ts'
import { openDatabase } from './database.ts'
import { fileIn } from './folder.ts'
import type { ThreadData } from './messages.ts'
import { done, failed, perform } from './perform.ts'
import type { Answering } from './writer.ts'

/** A connection that only reads, in a thread of its own: it sees every commit made before it was asked, and holds none up. */
export function openReader({ folder }: ThreadData): Answering {
  // There, each thread has a priority of its own: with no core to spare, whoever relays messages goes before whoever reads lists.
  if (process.platform === 'linux') setPriority(BEHIND_THE_OTHERS)
  const db = openDatabase(fileIn(folder), OTHERS_WAIT_MS)
  db.prepare('PRAGMA query_only = ON').all()
  const handlers = reads(db)
  return {
    // Many lists in one message would be much for the main thread to unpack in one go.
    mostTogether: 1,
    answer: (requests) =>
      requests.map((request) => {
        try {
          return done(request, perform(handlers, request))
        } catch (error) {
          return failed(request, error)
        }
      }),
    close: () => db.close(),
  }
}

/** Nice 5: a third of the share of the others, so that what is asked for still comes on a busy machine. */
const BEHIND_THE_OTHERS = 5

const OTHERS_WAIT_MS = 2_000
