import type { MeetingRecord } from '../../db/records.ts'
import type { Millis } from '../contract/ids.ts'
import { INVITE_MS } from '../invites/issue.ts'
import { DAY_MS } from './day.ts'

/** How long after its planned time, or after anybody was last there, a visit that nobody ended is over. */
export const OVERDUE_MS = DAY_MS

/**
 * Where a visit that nobody ended, and that nobody is in now, is over by the clock: when it ended. That is when somebody was last there; one
 * that nobody came to ends now, a day after its planned time, or, without one, when its links have run out. Null: not yet.
 */
export function overAt(meeting: MeetingRecord, now: Millis): Millis | null {
  const { state, createdAt, startsAt, waitingSince, activeSince, participants } = meeting
  switch (state) {
    case 'ended':
      return null
    case 'scheduled': {
      const over = startsAt === null ? createdAt + INVITE_MS : Math.max(createdAt, startsAt) + OVERDUE_MS
      return over <= now ? now : null
    }
    case 'waiting':
    case 'active': {
      const signs = participants.flatMap(({ joinedAt, leftAt }) => [joinedAt, leftAt])
      const last = Math.max(...[...signs, waitingSince, activeSince, createdAt].map((at) => at ?? 0))
      return Math.max(last, startsAt ?? 0) + OVERDUE_MS <= now ? last : null
    }
  }
}
