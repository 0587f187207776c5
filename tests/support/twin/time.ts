import { settled } from '../fake-media.ts'
import type { ManualClock } from '../manual-clock.ts'

/** Lets that much time go by, and after each timer that rings everything that only waits for promises. */
export async function pass(clock: ManualClock, ms: number): Promise<void> {
  const until = clock.elapsed() + ms
  await settled()
  for (let due = clock.nextDue(); due !== null && due <= until; due = clock.nextDue()) {
    clock.advance(due - clock.elapsed())
    await settled()
  }
  clock.advance(until - clock.elapsed())
}

/** The share of time that a page or process has: none while it is frozen, and none any more once it is gone. */
export interface OwnClock extends ManualClock {
  freeze(): void
  /** What came due meanwhile rings now, late. */
  thaw(): void
  kill(): void
}

export function createOwnClock(clock: ManualClock): OwnClock {
  let is: 'running' | 'frozen' | 'gone' = 'running'
  let late: (() => void)[] = []
  return {
    ...clock,
    get timers() {
      return clock.timers
    },
    after(delayMs, call) {
      let isCalledOff = false
      const cancel = clock.after(delayMs, () => {
        const ring = () => {
          if (!isCalledOff) call()
        }
        if (is === 'running') ring()
        else if (is === 'frozen') late.push(ring)
      })
      return () => {
        isCalledOff = true
        cancel()
      }
    },
    freeze() {
      if (is === 'running') is = 'frozen'
    },
    thaw() {
      if (is !== 'frozen') return
      is = 'running'
      const due = late
      late = []
      for (const ring of due) ring()
    },
    kill() {
      is = 'gone'
    },
  }
}
