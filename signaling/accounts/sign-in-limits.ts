import { addressKey } from '../address-key.ts'
import { createThrottle, type Taken, type Throttle } from './throttle.ts'

const MINUTE = 60_000

export interface SignInLimits {
  /** Before the password is looked at. */
  take(signInName: string, address: string): Taken
  /** The password was right: the try is given back, and the address is known to be this person's. */
  succeeded(signInName: string, address: string): void
}

/**
 * Three buckets, all of wrong tries. One of a name from one address stops the usual guessing. One of an address stops going
 * through many names. One of a name from everywhere stops many addresses sharing one victim; the victim passes it by coming from
 * an address where they signed in before, so that nobody can lock anybody out for good.
 */
export function createSignInLimits(elapsed: () => number): SignInLimits {
  const pair = createThrottle({ allowance: { burst: 5, everyMs: MINUTE }, elapsed })
  const address = createThrottle({ allowance: { burst: 30, everyMs: MINUTE / 2 }, elapsed })
  const name = createThrottle({ allowance: { burst: 60, everyMs: MINUTE / 6 }, elapsed })
  const known = createKnownPairs(10_000)

  return {
    take(signInName, from) {
      const pairKey = keyOfPair(signInName, from)
      const asked: [Throttle, string][] = [
        [address, addressKey(from)],
        [pair, pairKey],
      ]
      if (!known.has(pairKey)) asked.push([name, signInName])
      return takeAll(asked)
    },
    succeeded(signInName, from) {
      const pairKey = keyOfPair(signInName, from)
      address.giveBack(addressKey(from))
      pair.giveBack(pairKey)
      if (!known.has(pairKey)) name.giveBack(signInName)
      known.add(pairKey)
    },
  }
}

/** One from each or one from none. */
function takeAll(asked: readonly [Throttle, string][]): Taken {
  for (const [index, [throttle, key]] of asked.entries()) {
    const taken = throttle.take(key)
    if (taken.ok) continue
    for (const [earlier, earlierKey] of asked.slice(0, index)) earlier.giveBack(earlierKey)
    return taken
  }
  return { ok: true }
}

function keyOfPair(signInName: string, address: string): string {
  return `${addressKey(address)} ${signInName}`
}

function createKnownPairs(max: number) {
  const pairs = new Set<string>()
  return {
    has: (pair: string) => pairs.has(pair),
    add(pair: string) {
      pairs.delete(pair)
      pairs.add(pair)
      if (pairs.size <= max) return
      const oldest = pairs.values().next()
      if (!oldest.done) pairs.delete(oldest.value)
    },
  }
}
