import { createThrottle } from '../accounts/throttle.ts'
import { addressKey } from '../address-key.ts'
import { type Failure, failed } from './outcome.ts'

/** Wrong codes from one address: ten at once, then two a minute. A clinic's patients may share an address. */
const WRONG_CODES = { burst: 10, everyMs: 30_000 } as const

/** Counts wrong codes of every kind together: invites, the set-up code, the sample's secret. */
export interface Guesses {
  /**
   * Looks a code up, unless its address has guessed too often. `look` answers null for a wrong code, which alone counts. Of many
   * at once from one address as many are looked up together as could all be wrong; the others wait for those, so that neither
   * a crowd of right codes is refused nor a crowd of guesses let through.
   */
  attempt<T>(address: string, look: () => Promise<T | null>): Promise<Attempted<T>>
}
export type Attempted<T> = { ok: true; found: T } | Failure<'wrong-code' | 'too-many-requests'>

export function createGuesses(elapsed: () => number): Guesses {
  const throttle = createThrottle({ allowance: WRONG_CODES, elapsed })
  /** By address: the looks under way, and who waits for one of them to end. */
  const busy = new Map<string, { looks: number; waiting: (() => void)[] }>()

  /** Resolves when the caller may look; it is counted among the looks by then. */
  async function begin(key: string): Promise<Failure<'too-many-requests'> | null> {
    for (;;) {
      const taken = throttle.take(key)
      const line = busy.get(key)
      if (taken.ok) {
        if (line) line.looks += 1
        else busy.set(key, { looks: 1, waiting: [] })
        return null
      }
      if (!line) return failed('too-many-requests', { retryAfterMs: taken.retryAfterMs })
      await new Promise<void>((resolve) => line.waiting.push(resolve))
    }
  }

  function end(key: string): void {
    const line = busy.get(key)
    if (!line) return
    line.looks -= 1
    if (line.looks === 0) busy.delete(key)
    for (const wake of line.waiting.splice(0)) wake()
  }

  return {
    async attempt(address, look) {
      const key = addressKey(address)
      const refusal = await begin(key)
      if (refusal) return refusal
      let counts = false
      try {
        const found = await look()
        counts = found === null
        return found === null ? failed('wrong-code') : { ok: true, found }
      } finally {
        if (!counts) throttle.giveBack(key)
        end(key)
      }
    },
  }
}
