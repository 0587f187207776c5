import type { Clinic } from '../db/port.ts'
import type { RecordLine } from './audit/trail.ts'
import type { Clock } from './clock.ts'
import { type Hourly, type HourlyPorts, hourly } from './hourly.ts'
import { keptFrom } from './meetings/kept-from.ts'

/** Meetings a step. One is on disk within some ten milliseconds, and what else is to be written gets its turn before the next. */
export const SWEEP_STEP = 100

/**
 * Deletes the personal parts of meetings past their time, at once and then every hour, and writes into the audit trail how many.
 * Nothing depends on it having run: past its time a meeting is shown without them anyway. Any number of processes may sweep.
 */
export function startRetention(
  ports: HourlyPorts & {
    readonly clinic: Pick<Clinic, 'sweep'>
    readonly clock: Pick<Clock, 'now'>
    readonly record: RecordLine
    readonly retentionDays: number
  },
): Hourly {
  const { clinic, clock, record, retentionDays } = ports
  /** Deleted and not in the trail yet: the store may go away between the two. */
  let unrecorded = 0

  return hourly(ports, 'retention', 'at-once', async (nextStep) => {
    for (let isMore = true; isMore; ) {
      const now = clock.now()
      const { stripped } = await clinic.sweep({ before: keptFrom(now, retentionDays), now, limit: SWEEP_STEP })
      unrecorded += stripped
      isMore = stripped === SWEEP_STEP && (await nextStep())
    }
    if (unrecorded === 0) return
    await record(null, 'personal-parts-deleted', null, `${unrecorded} ${unrecorded === 1 ? 'meeting' : 'meetings'}`)
    unrecorded = 0
  })
}
