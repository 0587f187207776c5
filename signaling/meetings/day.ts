import type { Millis } from '../contract/ids.ts'

/** Days are the UTC calendar's, `YYYY-MM-DD`. */
export const DAY_MS = 24 * 60 * 60_000

export function dayOf(at: Millis): string {
  return new Date(at).toISOString().slice(0, 10)
}

/** When the day begins, or null when there is no such day (the 30th of February) or it lies before 1970. */
export function dayStart(day: string): Millis | null {
  const at = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(at) || at < 0 || dayOf(at) !== day ? null : at
}

/** That many days, oldest first, the last one being `last`'s. */
export function daysUpTo(last: Millis, count: number): string[] {
  return Array.from({ length: count }, (_, index) => dayOf(last - (count - 1 - index) * DAY_MS))
}
