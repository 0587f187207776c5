import type { Millis } from '../../signaling/contract/ids.ts'

/** Whole minutes; none while two clocks disagree. */
export function minutesSince(since: Millis, now: Millis): number {
  return Math.max(0, Math.floor((now - since) / 60_000))
}

/** `Waiting since 09:31, for 12 minutes` */
export function sinceWords(time: string, minutes: number): string {
  if (minutes === 0) return `Waiting since ${time}`
  return minutes === 1 ? `Waiting since ${time}, for 1 minute` : `Waiting since ${time}, for ${minutes} minutes`
}
