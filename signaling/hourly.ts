import { StoreUnavailable } from '../db/port.ts'
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'
import type { Random } from './random.ts'

export const HOUR_MS = 3_600_000
const PAUSE_MS = 50

export interface HourlyPorts {
  readonly clock: Pick<Clock, 'after'>
  readonly random: Pick<Random, 'errorId'>
  readonly log: Log
}

export interface Hourly {
  /** Calls the next time off and waits for the step that is under way. */
  stop(): Promise<void>
}

/** What work says between two of its steps: the store has others to serve. False: it is to stop there. */
export type NextStep = () => Promise<boolean>

/** Does some work on the store every hour, the first time at once or in an hour. A fault is logged and costs one time. `where`: what the log calls it. */
export function hourly(
  ports: HourlyPorts,
  where: string,
  first: 'at-once' | 'in-an-hour',
  work: (nextStep: NextStep) => Promise<void>,
): Hourly {
  const { clock, random, log } = ports
  let stopped = false
  let endPause: () => void = () => undefined
  const running = workForever()

  async function workForever(): Promise<void> {
    if (first === 'in-an-hour') await pause(HOUR_MS)
    while (!stopped) {
      try {
        await work(async () => {
          await pause(PAUSE_MS)
          return !stopped
        })
      } catch (error) {
        if (error instanceof StoreUnavailable) log({ event: 'store-unavailable', why: error.why })
        else log({ event: 'fault', errorId: random.errorId(), where, error })
      }
      await pause(HOUR_MS)
    }
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
