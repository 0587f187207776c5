import type { Database } from './database.ts'
import type { Reply, Request } from './messages.ts'
import { done, failed, type Handlers, perform } from './perform.ts'
import { transaction } from './transaction.ts'

/**
 * Performs all requests in one transaction, so that they share the one wait for the disk, and returns their replies after the commit.
 * Each has a savepoint: one that fails takes back its own changes and nobody else's. When the transaction as a whole is lost
 * (SQLite gives it up by itself when the disk is full), nothing was written, and each request is tried again on its own.
 */
export function commitTogether(db: Database, handlers: Handlers, requests: readonly Request[]): Reply[] {
  const [first, ...others] = requests
  if (!first) return []
  if (others.length === 0) return [commitAlone(db, handlers, first)]
  try {
    return commitGroup(db, handlers, requests)
  } catch {
    // Whatever it was, each request below meets it again and reports it as its own.
    return requests.map((request) => commitAlone(db, handlers, request))
  }
}

function commitGroup(db: Database, handlers: Handlers, requests: readonly Request[]): Reply[] {
  return transaction(db, () =>
    requests.map((request) => {
      db.exec('SAVEPOINT request')
      try {
        const value = perform(handlers, request)
        db.exec('RELEASE request')
        return done(request, value)
      } catch (error) {
        if (!db.inTransaction()) throw error
        db.exec('ROLLBACK TO request; RELEASE request')
        return failed(request, error)
      }
    }),
  )
}

function commitAlone(db: Database, handlers: Handlers, request: Request): Reply {
  try {
    return done(
      request,
      transaction(db, () => perform(handlers, request)),
    )
  } catch (error) {
    return failed(request, error)
  }
}
