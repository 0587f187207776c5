import type { Audit } from '../../db/port.ts'
import { type Verified, verifyTrail } from './verify.ts'

/** So old may the walk from the first line be; a look in between walks only what was written since. */
const WHOLE_EVERY_MS = 10 * 60_000

/**
 * Does the trail hold? For a page that is looked at again and again: a walk through a year's lines takes seconds, those since the last
 * look take none. Whoever asks while a walk is under way waits for that one.
 */
export function createTrailWatch(ports: {
  audit: Pick<Audit, 'from'>
  elapsed: () => number
}): () => Promise<Verified> {
  const { audit, elapsed } = ports
  let held: { verified: Verified; wholeAt: number } | null = null
  let walking: Promise<Verified> | null = null

  async function walk(): Promise<Verified> {
    const now = elapsed()
    const isFresh = held !== null && now - held.wholeAt < WHOLE_EVERY_MS
    const verified = await verifyTrail(audit, isFresh ? held?.verified : undefined)
    held = verified.brokenAt === null ? { verified, wholeAt: isFresh && held ? held.wholeAt : now } : null
    return verified
  }

  return function verified() {
    walking ??= walk().finally(() => {
      walking = null
    })
    return walking
  }
}
