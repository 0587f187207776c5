import type { Clock } from '../clock.ts'
import type { LineSpeed } from '../core/network-verdict.ts'
import { type Arrival, rateOf } from '../core/transfer.ts'

/** For how long what passes is counted. */
export const LASTS_MS = 3_000
/** Of a shorter look that was cut off, nothing can be said. */
const SHORTEST_MS = 1_000
/** Enough to know that there is room for a good picture, and no more: people pay for their data. */
const ENOUGH_BYTES = 384 * 1024

/** Counts what comes through a line, from now on. */
export function createPassed(clock: Clock) {
  const startedAt = clock.elapsed()
  const arrivals: Arrival[] = []
  let bytes = 0
  let quickestMs: number | null = null

  return {
    arrived(size: number, sentAt: number): void {
      const atMs = clock.elapsed()
      quickestMs = Math.min(quickestMs ?? Number.POSITIVE_INFINITY, atMs - sentAt)
      arrivals.push({ atMs, bytes: size })
      bytes += size
    },
    isEnough: () => bytes >= ENOUGH_BYTES,
    /** Null where it was cut off before anything could be told. */
    speed(): LineSpeed | null {
      const now = clock.elapsed()
      if (now - startedAt < SHORTEST_MS && bytes < ENOUGH_BYTES) return null
      return { kbps: rateOf(arrivals, now), roundTripMs: quickestMs }
    },
  }
}
