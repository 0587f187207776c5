import { reads } from './calls.ts'
import { openDatabase } from './database.ts'
import { fileIn } from './folder.ts'
import type { ThreadData } from './messages.ts'
import { done, failed, perform } from './perform.ts'
import type { Answering } from './writer.ts'

/** A connection that only reads, in a thread of its own: it sees every commit made before it was asked, and holds none up. */
export function openReader({ folder }: ThreadData): Answering {
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

const OTHERS_WAIT_MS = 2_000
