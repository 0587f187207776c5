/** A token bucket: `burst` tries at once, then one each `everyMs`. */
export interface Allowance {
  readonly burst: number
  readonly everyMs: number
}

export type Taken = { ok: true } | { ok: false; retryAfterMs: number }

export interface Throttle {
  /** Takes one try from the key's bucket. Call it before the work, so that tries made at once cannot all slip through. */
  take(key: string): Taken
  /** Gives a try back: it turned out to be a right one. */
  giveBack(key: string): void
}

interface Bucket {
  tokens: number
  at: number
}

/**
 * Counts tries by key. Remembers at most `maxKeys` of them; when there are more, those longest untouched go, which are the nearest
 * to full. `elapsed` is a clock that nobody sets.
 */
export function createThrottle(ports: { allowance: Allowance; elapsed: () => number; maxKeys?: number }): Throttle {
  const { allowance, elapsed, maxKeys = 50_000 } = ports
  const buckets = new Map<string, Bucket>()

  function refilled(key: string): Bucket {
    const bucket = buckets.get(key)
    const at = elapsed()
    if (!bucket) return { tokens: allowance.burst, at }
    const earned = (at - bucket.at) / allowance.everyMs
    return { tokens: Math.min(allowance.burst, bucket.tokens + earned), at }
  }

  function keep(key: string, bucket: Bucket): void {
    // Deleted and set again: a Map lists keys in the order they were set, so the first is the one longest untouched.
    buckets.delete(key)
    if (bucket.tokens >= allowance.burst) return
    buckets.set(key, bucket)
    if (buckets.size <= maxKeys) return
    const oldest = buckets.keys().next()
    if (!oldest.done) buckets.delete(oldest.value)
  }

  return {
    take(key) {
      const bucket = refilled(key)
      if (bucket.tokens < 1) {
        keep(key, bucket)
        return { ok: false, retryAfterMs: Math.ceil((1 - bucket.tokens) * allowance.everyMs) }
      }
      keep(key, { ...bucket, tokens: bucket.tokens - 1 })
      return { ok: true }
    },
    giveBack(key) {
      const bucket = refilled(key)
      keep(key, { ...bucket, tokens: Math.min(allowance.burst, bucket.tokens + 1) })
    },
  }
}
