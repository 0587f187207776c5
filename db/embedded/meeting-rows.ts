import { placeOf } from '../meeting-order.ts'
import type { MeetingRecord } from '../records.ts'
import type { Database, Value } from './database.ts'
import { meetingDocument } from './documents.ts'

/** Writes a meeting with every column that is asked for. */
export function meetingRows(db: Database) {
  const insert = db.prepare(`INSERT INTO meetings (${COLUMNS}) VALUES (${MARKS})`)
  const replace = db.prepare(`REPLACE INTO meetings (${COLUMNS}) VALUES (${MARKS})`)
  const update = db.prepare(
    `UPDATE meetings SET doctor_id = ?, open = ?, listed_at = ?, day = ?, state = ?, outcome = ?, path = ?, connect_ms = ?,
     stripped = ?, document = ? WHERE room_id = ?`,
  )
  return {
    insert: (meeting: MeetingRecord): void => void insert.run(meeting.roomId, ...values(meeting)),
    put: (meeting: MeetingRecord): void => void replace.run(meeting.roomId, ...values(meeting)),
    update: (meeting: MeetingRecord): void => void update.run(...values(meeting), meeting.roomId),
  }
}

const COLUMNS = 'room_id, doctor_id, open, listed_at, day, state, outcome, path, connect_ms, stripped, document'
const MARKS = COLUMNS.replace(/\w+/g, '?')

function values(meeting: MeetingRecord): Value[] {
  const { doctorId, listedAt, day, state, outcome, path, connectMs, stripped } = meeting
  const document = meetingDocument.write(meeting)
  return [doctorId, placeOf(meeting).open, listedAt, day, state, outcome, path, connectMs, stripped ? 1 : 0, document]
}
