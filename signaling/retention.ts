import { type Clinic, StoreUnavailable } from '../db/port.ts'
import type { RecordLine } from './audit/trail.ts'
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'
import { keptFrom } from './meetings/kept-from.ts'
import type { Random } from './random.ts'

export interface Retention {
  /** Calls the next sweep off and waits for the step that is under way. */
  stop(): Promise<void>
}

export const SWEEP_EVERY_MS = 3_600_000
/** Meetings a step. One is on disk within some ten milliseconds, and what else is to be written gets its turn before the next. */
export const SWEEP_STEP = 100
const PAUSE_MS = 50

/**
 * Deletes the personal parts of meetings past their time, at once and then every hour, and writes into the audit trail how many.
 * Nothing depends on it having run: past its time a meeting is shown without them anyway. Any number of processes may sweep.
 */
export function startRetention(ports: {
  clinic: Pick<Clinic, 'sweep'>
  clock: Pick<Clock, 'now' | 'after'>
  random: Pick<Random, 'errorId'>
  log: Log
  record: RecordLine
  retentionDays: number
}): Retention {
  const { clinic, clock, random, log, record, retentionDays } = ports
  let stopped = false
  let endPause: () => void = () => undefined
  /** Deleted and not in the trail yet: the store may go away between the two. */
  let unrecorded = 0
  const running = sweepForever()

  async function sweepForever(): Promise<void> {
    while (!stopped) {
      try {
        await sweep()
      } catch (error) {
        if (error instanceof StoreUnavailable) log({ event: 'store-unavailable', why: error.why })
        else log({ event: 'fault', errorId: random.errorId(), where: 'retention', error })
      }
      await pause(SWEEP_EVERY_MS)
    }
  }

  async function sweep(): Promise<void> {
    for (let isMore = true; isMore && !stopped; ) {
      const now = clock.now()
      const { stripped } = await clinic.sweep({ before: keptFrom(now, retentionDays), now, limit: SWEEP_STEP })
      unrecorded += stripped
      isMore = stripped === SWEEP_STEP
      if (isMore) await pause(PAUSE_MS)
    }
    if (unrecorded === 0) return
    await record(null, 'personal-parts-deleted', null, `${unrecorded} ${unrecorded === 1 ? 'meeting' : 'meetings'}`)
    unrecorded = 0
  }

  async function pause(ms: number): Promise<void> {
    if (stopped) return
    await new Promise<void>((resolve) => {
      const callOff = clock.after(ms, resolve)
      endPause = () => {
        callOff()
        resolve()
      }
    })
  }

  return {
    async stop() {
      stopped = true
      endPause()
      await running
    },
  }
}
