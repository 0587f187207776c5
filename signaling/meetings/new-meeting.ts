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
  })
  return {
    schema: 1,
    roomId: newId(),
    doctorId: doctor.accountId,
    title: plan.title,
    admission: plan.admission,
    relayOnly: plan.relayOnly,
    state: 'scheduled',
    createdAt: now,
    startsAt: plan.startsAt,
    day: new Date(plan.startsAt ?? now).toISOString().slice(0, 10),
    waitingSince: null,
    activeSince: null,
    endedAt: null,
    endReason: null,
    participants: [seat('doctor', doctor.name), seat('patient', null), ...plan.guests.map((role) => seat(role, null))],
  }
}
