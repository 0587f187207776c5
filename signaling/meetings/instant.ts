import type { Millis } from '../contract/ids.ts'

const PARTS = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/

/**
 * An RFC 3339 time (contract/meeting.ts: Instant) in milliseconds, or null when there is no such time or it lies before 1970.
 * `Date` alone would read the 30th of February as the 1st or 2nd of March.
 */
export function readInstant(text: string): Millis | null {
  const [, year, month, day] = PARTS.exec(text) ?? []
  const at = Date.parse(text)
  if (year === undefined || month === undefined || day === undefined || Number.isNaN(at) || at < 0) return null
  const daysInMonth = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  return Number(day) <= daysInMonth ? at : null
}
