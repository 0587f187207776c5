import { asKept } from '../../db/meeting-retention.ts'
import type { MeetingRecord } from '../../db/records.ts'
import type { AdminMeeting } from '../contract/admin.ts'
import type { AccountId, Millis } from '../contract/ids.ts'

export type NameOf = (accountId: AccountId) => string

/** A meeting as administrators see it; past `keptFrom` without its personal parts, swept or not. */
export function adminMeeting(record: MeetingRecord, keptFrom: Millis, nameOf: NameOf): AdminMeeting {
  const meeting = asKept(record, keptFrom)
  const { roomId, title, doctorId, state, outcome, path, connectMs, listedAt, createdAt, stripped } = meeting
  const { waitingSince, activeSince, endedAt, endReason } = meeting
  return {
    roomId,
    title,
    doctor: doctorId === null ? null : { accountId: doctorId, name: nameOf(doctorId) },
    state,
    outcome,
    path,
    connectMs,
    listedAt,
    createdAt,
    waitingSince,
    activeSince,
    endedAt,
    endReason,
    stripped,
    participants: meeting.participants.map(
      ({ role, name, consent, joinedAt, leftAt, connection, quality, feedback }) => ({
        role,
        name,
        consent,
        joinedAt,
        leftAt,
        path: connection?.path ?? null,
        quality,
        feedback,
      }),
    ),
  }
}
