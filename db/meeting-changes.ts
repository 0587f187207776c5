import type { AccountId, Millis, ParticipantId } from '../signaling/contract/ids.ts'
import type { ConnectionPath, EndReason, MeetingOutcome, Quality } from '../signaling/contract/meeting.ts'
import type { PersonName } from '../signaling/contract/participant.ts'
import { isPoorer } from '../signaling/contract/quality-order.ts'
import type { Feedback, NetworkCheck } from '../signaling/contract/visit.ts'
import type { MeetingRecord, ParticipantRecord } from './records.ts'

/**
 * What may happen to a stored meeting, without a store: each change is given the record as it is and says what it becomes, or why not.
 * An adapter applies one change to one record in one atomic step. `meeting: null` means that the record is right as it is.
 */
export type Change<Said extends string> = { readonly said: Said; readonly meeting: MeetingRecord | null }

/** What a person said at the door. */
export function consented(
  meeting: MeetingRecord,
  participantId: ParticipantId,
  said: { name: PersonName; consentVersion: string; at: Millis },
): Change<'noted' | 'ended' | 'unknown'> {
  if (!isIn(meeting, participantId)) return { said: 'unknown', meeting: null }
  // Past its time it takes no name any more: nobody would come by to delete it again.
  if (meeting.state === 'ended' || meeting.stripped) return { said: 'ended', meeting: null }
  const consent = { version: said.consentVersion, at: said.at }
  return noted(withParticipant(meeting, participantId, (part) => ({ ...part, name: said.name, consent })))
}

/** Let in by the doctor, or with null sent back before the door. The first time counts while they stay inside. */
export function admitted(
  meeting: MeetingRecord,
  participantId: ParticipantId,
  at: Millis | null,
): Change<'noted' | 'ended' | 'unknown'> {
  const part = meeting.participants.find((one) => one.participantId === participantId)
  if (!part) return { said: 'unknown', meeting: null }
  if (meeting.state === 'ended') return { said: 'ended', meeting: null }
  if ((part.admittedAt === null) === (at === null)) return { said: 'noted', meeting: null }
  return noted(withParticipant(meeting, participantId, () => ({ ...part, admittedAt: at })))
}

export function checked(
  meeting: MeetingRecord,
  participantId: ParticipantId,
  check: NetworkCheck,
): Change<'noted' | 'ended' | 'unknown'> {
  if (!isIn(meeting, participantId)) return { said: 'unknown', meeting: null }
  if (meeting.state === 'ended') return { said: 'ended', meeting: null }
  return noted(withParticipant(meeting, participantId, (part) => ({ ...part, check })))
}

/** Also after the end: that is when people are asked. The last word counts. */
export function answered(
  meeting: MeetingRecord,
  participantId: ParticipantId,
  feedback: Feedback,
): Change<'noted' | 'unknown'> {
  if (!isIn(meeting, participantId)) return { said: 'unknown', meeting: null }
  return noted(withParticipant(meeting, participantId, (part) => ({ ...part, feedback })))
}

/** `sealed`: what the doctor keeps, or null to delete it. A meeting that is past its time keeps nothing any more. */
export function annotated(
  meeting: MeetingRecord,
  doctorId: AccountId,
  sealed: string | null,
): Change<'noted' | 'unknown'> {
  if (meeting.doctorId !== doctorId || meeting.stripped) return { said: 'unknown', meeting: null }
  return noted({ ...meeting, note: sealed })
}

/** To another doctor, on a seat of their own: whoever held the one before has no part in it any more, nor has their note. */
export function moved(
  meeting: MeetingRecord,
  from: AccountId,
  to: { accountId: AccountId; name: PersonName; participantId: ParticipantId },
): Change<'moved' | 'ended' | 'unknown'> {
  if (meeting.doctorId !== from || meeting.stripped) return { said: 'unknown', meeting: null }
  if (meeting.state === 'ended') return { said: 'ended', meeting: null }
  const participants = meeting.participants.map((part) =>
    part.role === 'doctor'
      ? {
          ...part,
          participantId: to.participantId,
          name: to.name,
          joinedAt: null,
          leftAt: null,
          quality: null,
          connection: null,
        }
      : part,
  )
  return { said: 'moved', meeting: { ...meeting, doctorId: to.accountId, note: null, participants } }
}

export function joined(
  meeting: MeetingRecord,
  participantId: ParticipantId,
  at: Millis,
): Change<'noted' | 'ended' | 'unknown'> {
  if (!isIn(meeting, participantId)) return { said: 'unknown', meeting: null }
  if (meeting.state === 'ended') return { said: 'ended', meeting: null }
  const inside = withParticipant(meeting, participantId, (part) => ({
    ...part,
    joinedAt: part.joinedAt ?? at,
    leftAt: null,
  }))
  return noted({
    ...inside,
    state: meeting.state === 'scheduled' ? 'waiting' : meeting.state,
    waitingSince: meeting.waitingSince ?? at,
  })
}

/** Who is outside already stays out since then: a late note after the end, or a second one, changes nothing. */
export function left(meeting: MeetingRecord, participantId: ParticipantId, at: Millis): Change<'noted' | 'unknown'> {
  const part = meeting.participants.find((one) => one.participantId === participantId)
  if (!part) return { said: 'unknown', meeting: null }
  if (!isInside(part)) return { said: 'noted', meeting: null }
  return noted(withParticipant(meeting, participantId, () => ({ ...part, leftAt: at })))
}

export function becameActive(meeting: MeetingRecord, at: Millis): Change<'noted' | 'ended'> {
  if (meeting.state === 'ended') return { said: 'ended', meeting: null }
  if (meeting.state === 'active') return { said: 'noted', meeting: null }
  return noted({ ...meeting, state: 'active', activeSince: meeting.activeSince ?? at })
}

/** Their first link is kept; the meeting's path is the relay as soon as anybody needed one, its time that of the first link of all. */
export function connected(
  meeting: MeetingRecord,
  participantId: ParticipantId,
  connection: { path: ConnectionPath; afterMs: number },
): Change<'noted' | 'ended' | 'unknown'> {
  const part = meeting.participants.find((one) => one.participantId === participantId)
  if (!part) return { said: 'unknown', meeting: null }
  if (meeting.state === 'ended') return { said: 'ended', meeting: null }
  const path = meeting.path === 'relay' ? 'relay' : connection.path
  if (part.connection !== null && path === meeting.path) return { said: 'noted', meeting: null }
  const { path: firstPath, afterMs } = connection
  const first = part.connection ?? { path: firstPath, afterMs }
  return noted({
    ...withParticipant(meeting, participantId, () => ({ ...part, connection: first })),
    path,
    connectMs: meeting.connectMs ?? afterMs,
  })
}

/** The poorest counts. */
export function quality(
  meeting: MeetingRecord,
  participantId: ParticipantId,
  said: Quality,
): Change<'noted' | 'ended' | 'unknown'> {
  const part = meeting.participants.find((one) => one.participantId === participantId)
  if (!part) return { said: 'unknown', meeting: null }
  if (meeting.state === 'ended') return { said: 'ended', meeting: null }
  if (!isPoorer(said, part.quality)) return { said: 'noted', meeting: null }
  return noted(withParticipant(meeting, participantId, () => ({ ...part, quality: said })))
}

export function ended(meeting: MeetingRecord, reason: EndReason, at: Millis): Change<'ended' | 'already-ended'> {
  if (meeting.state === 'ended') return { said: 'already-ended', meeting: null }
  const participants = meeting.participants.map((part) => (isInside(part) ? { ...part, leftAt: at } : part))
  const outcome = outcomeOf(meeting)
  return {
    said: 'ended',
    meeting: { ...meeting, state: 'ended', endedAt: at, endReason: reason, outcome, participants },
  }
}

function outcomeOf(meeting: MeetingRecord): MeetingOutcome {
  if (meeting.path !== null) return 'connected'
  return meeting.participants.filter((part) => part.joinedAt !== null).length < 2 ? 'nobody-came' : 'not-connected'
}

function noted(meeting: MeetingRecord): Change<'noted'> {
  return { said: 'noted', meeting }
}

function isIn(meeting: MeetingRecord, participantId: ParticipantId): boolean {
  return meeting.participants.some((part) => part.participantId === participantId)
}

function isInside(part: ParticipantRecord): boolean {
  return part.joinedAt !== null && part.leftAt === null
}

function withParticipant(
  meeting: MeetingRecord,
  participantId: ParticipantId,
  change: (part: ParticipantRecord) => ParticipantRecord,
): MeetingRecord {
  const participants = meeting.participants.map((part) => (part.participantId === participantId ? change(part) : part))
  return { ...meeting, participants }
}
