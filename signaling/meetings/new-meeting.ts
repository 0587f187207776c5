import type { MeetingRecord, ParticipantRecord } from '../../db/records.ts'
import type { AccountId, Millis, ParticipantId, RoomId } from '../contract/ids.ts'
import type { Admission } from '../contract/meeting.ts'
import type { Role } from '../contract/participant.ts'

export interface MeetingPlan {
  readonly title: string
  readonly startsAt: Millis | null
  readonly admission: Admission
  readonly relayOnly: boolean
  readonly guests: readonly Role[]
}

/** A meeting as it is first stored: doctor, patient, then the guests. `newId` gives a fresh id at each call. */
export function newMeeting(
  plan: MeetingPlan,
  doctor: { accountId: AccountId; name: string },
  newId: () => RoomId | ParticipantId,
  now: Millis,
): MeetingRecord {
  const seat = (role: Role, name: string | null): ParticipantRecord => ({
    participantId: newId(),
    role,
    name,
    consent: null,
    joinedAt: null,
    leftAt: null,
    connection: null,
    quality: null,
  })
  const listedAt = plan.startsAt ?? now
  return {
    schema: 2,
    roomId: newId(),
    doctorId: doctor.accountId,
    title: plan.title,
    admission: plan.admission,
    relayOnly: plan.relayOnly,
    state: 'scheduled',
    createdAt: now,
    startsAt: plan.startsAt,
    listedAt,
    day: new Date(listedAt).toISOString().slice(0, 10),
    waitingSince: null,
    activeSince: null,
    endedAt: null,
    endReason: null,
    outcome: null,
    path: null,
    connectMs: null,
    stripped: false,
    participants: [seat('doctor', doctor.name), seat('patient', null), ...plan.guests.map((role) => seat(role, null))],
  }
}
