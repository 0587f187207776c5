import type { MeetingRecord, ParticipantRecord } from '../../db/records.ts'
import type { AccountId, Millis, ParticipantId, RoomId } from '../contract/ids.ts'
import type { Language } from '../contract/languages.ts'
import type { Admission } from '../contract/meeting.ts'
import type { Role } from '../contract/participant.ts'

export interface MeetingPlan {
  readonly title: string
  readonly startsAt: Millis | null
  readonly admission: Admission
  readonly relayOnly: boolean
  readonly guests: readonly Role[]
  /** Of all but the doctor. */
  readonly language: Language
}

/** A meeting as it is first stored: doctor, patient, then the guests. `newId` gives a fresh id at each call. */
export function newMeeting(
  plan: MeetingPlan,
  doctor: { accountId: AccountId; name: string },
  newId: () => RoomId | ParticipantId,
  now: Millis,
): MeetingRecord {
  const seat = (role: Role, name: string | null): ParticipantRecord =>
    newParticipant({ participantId: newId(), role, name, language: plan.language })
  const listedAt = plan.startsAt ?? now
  return {
    schema: 3,
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
    note: null,
    stripped: false,
    participants: [seat('doctor', doctor.name), seat('patient', null), ...plan.guests.map((role) => seat(role, null))],
  }
}

/** Somebody's part before they have come. */
export function newParticipant(
  who: Pick<ParticipantRecord, 'participantId' | 'role' | 'name' | 'language'>,
): ParticipantRecord {
  return {
    ...who,
    consent: null,
    admittedAt: null,
    joinedAt: null,
    leftAt: null,
    connection: null,
    quality: null,
    check: null,
    feedback: null,
  }
}
