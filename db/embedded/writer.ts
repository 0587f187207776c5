import { writes } from './calls.ts'
import { commitTogether } from './commit-together.ts'
import { openDatabase } from './database.ts'
import { ownFolder } from './folder.ts'
import type { Reply, Request, ThreadData } from './messages.ts'
import { bringUpSchema } from './schema.ts'

export interface Answering {
  /** How many requests are taken up at once at most; their replies go out together. */
  readonly mostTogether: number
  answer(requests: readonly Request[]): Reply[]
  close(): void
}

/** The one connection that writes. Throws when the folder or its file cannot be used. */
export function openWriter({ folder, maxPages }: ThreadData): Answering {
  const owned = ownFolder(folder)
  try {
    const db = openDatabase(owned.file, OTHERS_WAIT_MS)
    db.prepare('PRAGMA journal_mode = WAL').all()
    // FULL: each commit waits until the log is on the disk, so that it survives a power cut.
    db.prepare('PRAGMA synchronous = FULL').all()
    db.prepare(`PRAGMA journal_size_limit = ${64 * 1024 * 1024}`).all()
    if (maxPages !== null) db.prepare(`PRAGMA max_page_count = ${Math.trunc(maxPages)}`).all()
    bringUpSchema(db)
    const fill = db.prepare('REPLACE INTO checks (only, filler) VALUES (1, zeroblob(?))')
    const handlers = {
      ...writes(db),
      /** Takes room, gives it back, and waits for the disk. */
      check(): void {
        owned.assertInPlace()
        fill.run(CHECKED_BYTES)
        fill.run(1)
      },
    }
    return {
      mostTogether: MOST_TOGETHER,
      answer: (requests) => commitTogether(db, handlers, requests),
      close() {
        db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all()
        db.close()
        owned.release()
      },
    }
  } catch (error) {
    owned.release()
    throw error
  }
}

/** Another program (a backup, somebody's shell) may hold the file for this long before a request is given up. */
const OTHERS_WAIT_MS = 2_000
const CHECKED_BYTES = 32 * 1024
/** Bounds how long the first of a burst waits for its company. */
const MOST_TOGETHER = 256
