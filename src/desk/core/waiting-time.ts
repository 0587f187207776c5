import type { Millis } from '../../../signaling/contract/ids.ts'

/** How long somebody's wait is, as the cards show it: darker past a quarter of an hour, and past half an hour. */
export type Patience = 'short' | 'long' | 'very-long'

const MINUTE_MS = 60_000
const LONG_MINUTES = 15
const VERY_LONG_MINUTES = 30

/** Whole minutes; none while two clocks disagree. */
export function minutesSince(since: Millis, now: Millis): number {
  return Math.max(0, Math.floor((now - since) / MINUTE_MS))
}

export function patienceAfter(minutes: number): Patience {
  if (minutes >= VERY_LONG_MINUTES) return 'very-long'
  return minutes >= LONG_MINUTES ? 'long' : 'short'
}
