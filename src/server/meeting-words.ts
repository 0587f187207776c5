import type { MeetingParticipant, MeetingState, MeetingView } from '../../signaling/contract/meeting.ts'
import type { ClinicClock } from './clinic-clock.ts'
import type { NextVisit } from './next-visit.ts'
import { ROLE_WORDS } from './role-words.ts'

export const STATE_WORDS: Readonly<Record<MeetingState, string>> = {
  scheduled: 'Planned',
  waiting: 'Waiting',
  active: 'In progress',
  ended: 'Over',
}

/** Where a meeting stands, in one sentence a doctor would say. */
export function meetingSentence(meeting: MeetingView, clock: ClinicClock, now: number): string {
  switch (meeting.state) {
    case 'scheduled':
      return meeting.startsAt === null
        ? 'Ready to start. Nobody has come yet.'
        : `${clock.dayAndTime(meeting.startsAt, now)}. Nobody has come yet.`
    case 'waiting':
      return waitingSentence(meeting, clock, now)
    case 'active':
      return meeting.activeSince === null
        ? 'The visit is going on.'
        : `The visit has been going on since ${clock.time(meeting.activeSince)}.`
    case 'ended':
      return meeting.endedAt === null
        ? 'This visit is over.'
        : `This visit ended: ${clock.dayAndTime(meeting.endedAt, now)}.`
  }
}

function waitingSentence(meeting: MeetingView, clock: ClinicClock, now: number): string {
  const inside = meeting.participants.filter(isInside)
  const guest = inside.find((one) => one.role !== 'doctor')
  if (guest?.joinedAt != null) {
    return `${calledBy(guest)} has been waiting since ${clock.time(guest.joinedAt)}${minutes(now - guest.joinedAt)}.`
  }
  if (inside.length > 0) return 'You are in the room. Nobody else has come yet.'
  return 'Somebody was here and has left again.'
}

/** Who is next, and since or from when. */
export function nextVisitWords(next: NextVisit, clock: ClinicClock, now: number): string {
  if (next.is === 'planned') return `Planned for ${clock.dayAndTime(next.startsAt, now)}.`
  const { participant, since } = next.arrival
  return `${calledBy(participant)} has been waiting since ${clock.time(since)}${minutes(now - since)}.`
}

/** In the room right now, as far as the store knows. */
export function isInside(participant: MeetingParticipant): boolean {
  return participant.joinedAt !== null && participant.leftAt === null
}

export function participantSentence(participant: MeetingParticipant, clock: ClinicClock): string {
  const { joinedAt, leftAt } = participant
  if (joinedAt === null) return 'Has not come yet'
  return leftAt === null ? `In the room since ${clock.time(joinedAt)}` : `Left at ${clock.time(leftAt)}`
}

/** Their name, once they said one. */
export function calledBy(participant: Pick<MeetingParticipant, 'name' | 'role'>): string {
  return participant.name ?? ROLE_WORDS[participant.role]
}

function minutes(ms: number): string {
  const whole = Math.floor(ms / 60_000)
  if (whole < 1) return ''
  return whole === 1 ? ', for 1 minute' : `, for ${whole} minutes`
}
