import type { Arrival } from '../../contract/desk.ts'

/** Who waits behind so many others is not the doctor's next concern. */
const ARRIVALS_SHOWN = 100
/** Of all together. A line is 1.6 KB at the longest, and what a reader may have unread is 256 KiB (L2). */
const NOTES_SHOWN = 80

/**
 * A desk as it is sent: never more than fits, or those who wait could, by writing much, close their doctor's line. Of each person the
 * newest notes.
 */
export function pictureOf(arrivals: readonly Arrival[]): Arrival[] {
  const shown = arrivals.slice(0, ARRIVALS_SHOWN)
  const each = Math.max(1, Math.floor(NOTES_SHOWN / Math.max(1, shown.length)))
  return shown.map((arrival) => ({ ...arrival, notes: arrival.notes.slice(-each) }))
}
