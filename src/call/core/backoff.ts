/**
 * How long to wait before each try to get the line back: not at all, then full jitter, for some ten seconds up to a second and a half, for a
 * server that was restarted is back by then and the room should work two seconds later; then up to eight.
 */
export interface Backoff {
  readonly tries: number
}

export const FRESH: Backoff = { tries: 0 }

const FIRST_MS = 500
const SOON_TRIES = 12
const SOON_MS = 1_500
const LONGEST_MS = 8_000
const HEALTHY_AFTER_MS = 30_000

/** `random` is in [0, 1): everybody's jitter must differ, or ten thousand pages come back in the same instant. */
export function nextTry(backoff: Backoff, random: number): { backoff: Backoff; delayMs: number } {
  const { tries } = backoff
  const longestMs = tries < SOON_TRIES ? SOON_MS : LONGEST_MS
  const delayMs = tries === 0 ? 0 : Math.round(random * Math.min(longestMs, FIRST_MS * 2 ** Math.min(tries, 10)))
  return { backoff: { tries: tries + 1 }, delayMs }
}

/** A line that falls again soon goes on counting, so that a server that drops everybody is not hammered. */
export function afterLoss(backoff: Backoff, upForMs: number): Backoff {
  return upForMs >= HEALTHY_AFTER_MS ? FRESH : backoff
}
