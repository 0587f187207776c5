import { createThrottle, type Throttle } from '../accounts/throttle.ts'
import { addressKey } from '../address-key.ts'
import { failed } from './outcome.ts'

/** Wrong codes from one address: ten at once, then two a minute. A clinic's patients may share an address. */
const WRONG_CODES = { burst: 10, everyMs: 30_000 } as const

/** Counts wrong codes of every kind together: invites, the set-up code, the sample's secret. */
export function createGuesses(elapsed: () => number) {
  const throttle: Throttle = createThrottle({ allowance: WRONG_CODES, elapsed })
  return {
    /** Before the code is looked at; null when the address may try. */
    refusal(address: string) {
      const taken = throttle.take(addressKey(address))
      return taken.ok ? null : failed('too-many-requests', { retryAfterMs: taken.retryAfterMs })
    },
    /** The code was right, so the try does not count. */
    wasRight(address: string): void {
      throttle.giveBack(addressKey(address))
    },
  }
}
export type Guesses = ReturnType<typeof createGuesses>
