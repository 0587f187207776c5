import { accountReads, accountWrites } from './accounts.ts'
import type { Database } from './database.ts'
import { inviteReads, inviteWrites } from './invites.ts'
import { meetingReads, meetingWrites } from './meetings.ts'
import { sessionReads, sessionWrites } from './sessions.ts'

/** Every question that can be put to the reading thread, by name. */
export function reads(db: Database) {
  return { ...accountReads(db), ...sessionReads(db), ...meetingReads(db), ...inviteReads(db) }
}

/** Every change that can be asked of the writing thread, by name. Each runs inside a transaction. */
export function writes(db: Database) {
  return { ...accountWrites(db), ...sessionWrites(db), ...meetingWrites(db), ...inviteWrites(db) }
}

export type Reads = ReturnType<typeof reads>
export type Writes = ReturnType<typeof writes> & { check(): void }
