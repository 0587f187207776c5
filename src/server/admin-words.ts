import type { AdminMeeting } from '../../signaling/contract/admin.ts'
import type { ConnectionPath, EndReason, MeetingOutcome, Quality } from '../../signaling/contract/meeting.ts'
import type { StaffRole } from '../../signaling/contract/staff.ts'
import type { Feedback } from '../../signaling/contract/visit.ts'
import type { ClinicClock } from './clinic-clock.ts'
import { counted, countWords } from './figure-words.ts'

export const OUTCOME_WORDS: Readonly<Record<MeetingOutcome, string>> = {
  connected: 'Connected',
  'not-connected': 'Did not connect',
  'nobody-came': 'Nobody came',
}

export const PATH_WORDS: Readonly<Record<ConnectionPath, string>> = { direct: 'Straight', relay: 'Through the relay' }

export const QUALITY_WORDS: Readonly<Record<Quality, string>> = { good: 'Good', fair: 'Fair', poor: 'Poor' }

/** What somebody said of the visit at its end, behind their name. */
export const FEEDBACK_WORDS: Readonly<Record<Feedback, string>> = {
  good: 'found the visit good',
  mixed: 'found the visit mixed',
  bad: 'found the visit bad',
}

export const END_REASON_WORDS: Readonly<Record<EndReason, string>> = {
  doctor: 'by the doctor',
  administrator: 'by the administrator',
  time: 'by the clock',
}

export const STAFF_ROLE_WORDS: Readonly<Record<StaffRole, string>> = { doctor: 'Doctor', admin: 'Administrator' }

/** What stands for a meeting whose title is deleted with its personal parts. */
export function titleOf(meeting: Pick<AdminMeeting, 'title' | 'stripped'>): string {
  return meeting.stripped ? 'Personal parts deleted' : meeting.title
}

export function totalWords(total: number, capped: boolean): string {
  return capped ? `More than ${countWords(total)} meetings` : counted(total, 'meeting')
}

type Part = AdminMeeting['participants'][number]

/** `23 Nov 2026, 09:30 to 09:42`, or as far as it got. */
export function presence({ joinedAt, leftAt }: Part, clock: Pick<ClinicClock, 'dateAndTime' | 'time'>): string {
  if (joinedAt === null) return 'Did not come'
  if (leftAt === null) return `In the room since ${clock.dateAndTime(joinedAt)}`
  return `${clock.dateAndTime(joinedAt)} to ${clock.time(leftAt)}`
}
