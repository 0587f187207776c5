/** A token bucket's terms: `perSecond` refills, `burst` is the most that is saved up. */
export interface Limit {
  readonly perSecond: number
  readonly burst: number
}

/** A token bucket. It says when it will be full again instead of how full it is, so it needs no refilling (GCRA, ATM Forum TM 4.0). */
export interface Bucket {
  /** Milliseconds on the hub's even clock. */
  fullAt: number
  /** Its owner was told to slow down and it has not been full since. */
  told: boolean
}

export type Spent = 'allowed' | 'over' | 'over-again'

export function fullBucket(): Bucket {
  return { fullAt: 0, told: false }
}

/** L1: takes one token. Changes the bucket in place, for every message passes here. */
export function spend(bucket: Bucket, limit: Limit, now: number): Spent {
  const perToken = 1_000 / limit.perSecond
  if (bucket.fullAt <= now) {
    bucket.fullAt = now
    bucket.told = false
  }
  const next = bucket.fullAt + perToken
  // A hair's breadth for what floating point loses on the way.
  if (next - now <= limit.burst * perToken + 1e-6) {
    bucket.fullAt = next
    return 'allowed'
  }
  if (bucket.told) return 'over-again'
  bucket.told = true
  return 'over'
}
