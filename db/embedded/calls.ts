import { accountReads, accountWrites } from './accounts.ts'
import { archiveReads, archiveWrites } from './archive.ts'
import { auditReads, auditWrites } from './audit.ts'
import { clinicReads } from './clinic.ts'
import type { Database } from './database.ts'
import { inviteReads, inviteWrites } from './invites.ts'
import { meetingReads, meetingWrites } from './meetings.ts'
import { sessionReads, sessionWrites } from './sessions.ts'
import { sweepWrites } from './sweep.ts'

/** Every question that can be put to the reading thread, by name. */
export function reads(db: Database) {
  return {
    ...accountReads(db),
    ...sessionReads(db),
    ...meetingReads(db),
    ...inviteReads(db),
    ...clinicReads(db),
    ...auditReads(db),
    ...archiveReads(db),
  }
}

/** Every change that can be asked of the writing thread, by name. Each runs inside a transaction. */
export function writes(db: Database) {
  return {
    ...accountWrites(db),
    ...sessionWrites(db),
    ...meetingWrites(db),
    ...inviteWrites(db),
    ...sweepWrites(db),
    ...auditWrites(db),
    ...archiveWrites(db),
  }
}

export type Reads = ReturnType<typeof reads>
export type Writes = ReturnType<typeof writes> & { check(): void }
