import type { Millis } from '../contract/ids.ts'

const DAY_MS = 86_400_000

/** Meetings listed before this are past their time. */
export function keptFrom(now: Millis, retentionDays: number): Millis {
  return Math.max(0, now - retentionDays * DAY_MS)
}
