import type { Millis } from '../contract/ids.ts'
import { DAY_MS } from './day.ts'

/** Meetings listed before this are past their time. */
export function keptFrom(now: Millis, retentionDays: number): Millis {
  return Math.max(0, now - retentionDays * DAY_MS)
}
