import { addressKey } from '../address-key.ts'
import { LIMITS } from '../contract/limits.ts'
import { type Bucket, fullBucket, spend } from './core/limits.ts'

/** L1: joins and resumes by address. */
export interface JoinLimit {
  allows(address: string, now: number): boolean
}

const FIRST_SWEEP = 1_024

export function createJoinLimit(): JoinLimit {
  const buckets = new Map<string, Bucket>()
  let sweepAt = FIRST_SWEEP

  /** A full bucket says nothing that a new one would not. */
  function sweep(now: number): void {
    for (const [key, bucket] of buckets) if (bucket.fullAt <= now) buckets.delete(key)
    sweepAt = Math.max(FIRST_SWEEP, 2 * buckets.size)
  }

  return {
    allows(address, now) {
      const key = addressKey(address)
      let bucket = buckets.get(key)
      if (bucket === undefined) {
        if (buckets.size >= sweepAt) sweep(now)
        bucket = fullBucket()
        buckets.set(key, bucket)
      }
      return spend(bucket, LIMITS.joinsPerAddress, now) === 'allowed'
    },
  }
}
