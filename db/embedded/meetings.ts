import type { AccountId, Millis, ParticipantId, RoomId } from '../../signaling/contract/ids.ts'
import type { ConnectionPath, EndReason, Quality } from '../../signaling/contract/meeting.ts'
import type { PersonName } from '../../signaling/contract/participant.ts'
import type { Feedback, NetworkCheck } from '../../signaling/contract/visit.ts'
import {
  admitted,
  annotated,
  answered,
  becameActive,
  type Change,
  checked,
  connected,
  consented,
  ended,
  joined,
  left,
  moved,
  quality,
} from '../meeting-changes.ts'
import { placeOf, readPlace, writePlace } from '../meeting-order.ts'
import type { MeetingRecord } from '../records.ts'
import type { Database } from './database.ts'
import { meetingDocument } from './documents.ts'
import { meetingRows } from './meeting-rows.ts'

export function meetingReads(db: Database) {
  const byRoom = db.prepare('SELECT document FROM meetings WHERE room_id = ?')
  const byRoomAndDoctor = db.prepare('SELECT document FROM meetings WHERE room_id = ? AND doctor_id = ?')
  const page = db.prepare(
    `SELECT document FROM meetings WHERE doctor_id = ? AND (open, listed_at, room_id) < (?, ?, ?)
     ORDER BY open DESC, listed_at DESC, room_id DESC LIMIT ?`,
  )
  const meeting = (row: { document?: unknown } | undefined): MeetingRecord | null =>
    row ? meetingDocument.read(row.document) : null
  return {
    'meetings.ofDoctor': (
      doctorId: AccountId,
      { after, limit }: { after: string | null; limit: number },
    ): { meetings: MeetingRecord[]; next: string | null } => {
      const from = (after === null ? null : readPlace(after)) ?? BEFORE_THE_FIRST
      // One more than asked for tells whether there is a next page.
      const rows = page.all(doctorId, from.open, from.listedAt, from.roomId, limit + 1)
      const meetings = rows.slice(0, limit).map((row) => meetingDocument.read(row['document']))
      const last = meetings.at(-1)
      return { meetings, next: last && rows.length > limit ? writePlace(placeOf(last)) : null }
    },
    'meetings.forDoctor': (doctorId: AccountId, roomId: RoomId): MeetingRecord | null =>
      meeting(byRoomAndDoctor.first(roomId, doctorId)),
    'meetings.forParticipant': (participantId: ParticipantId, roomId: RoomId): MeetingRecord | null => {
      const found = meeting(byRoom.first(roomId))
      return found?.participants.some((part) => part.participantId === participantId) ? found : null
    },
  }
}

export function meetingWrites(db: Database) {
  const rows = meetingRows(db)
  const byRoom = db.prepare('SELECT document FROM meetings WHERE room_id = ?')

  /** One step on one record: the writer's transaction lets nobody in between the reading and the writing. */
  function change<Said extends string>(
    roomId: RoomId,
    decide: (meeting: MeetingRecord) => Change<Said>,
  ): Said | 'unknown' {
    const row = byRoom.first(roomId)
    if (!row) return 'unknown'
    const { said, meeting } = decide(meetingDocument.read(row['document']))
    if (meeting) rows.update(meeting)
    return said
  }

  return {
    'meetings.insert': (meeting: MeetingRecord): void => rows.insert(meeting),
    'meetings.noteConsent': (
      roomId: RoomId,
      participantId: ParticipantId,
      said: { name: PersonName; consentVersion: string; at: Millis },
    ) => change(roomId, (meeting) => consented(meeting, participantId, said)),
    'meetings.noteAdmitted': (roomId: RoomId, participantId: ParticipantId, at: Millis | null) =>
      change(roomId, (meeting) => admitted(meeting, participantId, at)),
    'meetings.noteCheck': (roomId: RoomId, participantId: ParticipantId, check: NetworkCheck) =>
      change(roomId, (meeting) => checked(meeting, participantId, check)),
    'meetings.giveFeedback': (roomId: RoomId, participantId: ParticipantId, feedback: Feedback) =>
      change(roomId, (meeting) => answered(meeting, participantId, feedback)),
    'meetings.keepNote': (roomId: RoomId, doctorId: AccountId, sealed: string | null) =>
      change(roomId, (meeting) => annotated(meeting, doctorId, sealed)),
    'meetings.move': (
      roomId: RoomId,
      from: AccountId,
      to: { accountId: AccountId; name: PersonName; participantId: ParticipantId },
    ) => change(roomId, (meeting) => moved(meeting, from, to)),
    'meetings.noteJoined': (roomId: RoomId, participantId: ParticipantId, at: Millis) =>
      change(roomId, (meeting) => joined(meeting, participantId, at)),
    'meetings.noteLeft': (roomId: RoomId, participantId: ParticipantId, at: Millis) =>
      change(roomId, (meeting) => left(meeting, participantId, at)),
    'meetings.noteActive': (roomId: RoomId, at: Millis) => change(roomId, (meeting) => becameActive(meeting, at)),
    'meetings.noteConnected': (
      roomId: RoomId,
      participantId: ParticipantId,
      connection: { path: ConnectionPath; afterMs: number },
    ) => change(roomId, (meeting) => connected(meeting, participantId, connection)),
    'meetings.noteQuality': (roomId: RoomId, participantId: ParticipantId, said: Quality) =>
      change(roomId, (meeting) => quality(meeting, participantId, said)),
    'meetings.end': (roomId: RoomId, reason: EndReason, at: Millis) =>
      change(roomId, (meeting) => ended(meeting, reason, at)),
  }
}

/** Greater than every place there is. */
const BEFORE_THE_FIRST = { open: 2, listedAt: 0, roomId: '' }
