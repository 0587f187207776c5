import type { Millis } from '../../signaling/contract/ids.ts'
import { stripped } from '../meeting-retention.ts'
import type { Database } from './database.ts'
import { meetingDocument } from './documents.ts'
import { meetingRows } from './meeting-rows.ts'

/** So that no other write waits for long. */
const EXPIRED_AT_ONCE = 500

export function sweepWrites(db: Database) {
  const rows = meetingRows(db)
  const due = db.prepare(
    `SELECT document FROM meetings INDEXED BY meetings_to_strip WHERE stripped = 0 AND listed_at < ?
     ORDER BY listed_at LIMIT ?`,
  )
  const ofRoom = [
    db.prepare('DELETE FROM invites WHERE room_id = ?'),
    db.prepare('DELETE FROM sessions WHERE room_id = ?'),
  ]
  const expired = [
    db.prepare(
      'DELETE FROM sessions WHERE rowid IN (SELECT rowid FROM sessions WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)',
    ),
    db.prepare(
      'DELETE FROM invites WHERE rowid IN (SELECT rowid FROM invites WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)',
    ),
  ]

  return {
    'clinic.sweep': ({ before, limit }: { before: Millis; limit: number }): { stripped: number } => {
      const meetings = due.all(before, limit).map((row) => meetingDocument.read(row['document']))
      for (const meeting of meetings) {
        rows.update(stripped(meeting))
        for (const deletion of ofRoom) deletion.run(meeting.roomId)
      }
      return { stripped: meetings.length }
    },
    /** How many it deleted; to be said again until there are none. */
    'clinic.forgetExpired': (now: Millis): number =>
      expired.reduce((sum, deletion) => sum + deletion.run(now, EXPIRED_AT_ONCE), 0),
  }
}
