import type { Clock } from '../../signaling/clock.ts'

/** Time that stands still until a test moves it; what is due rings in order. */
export interface ManualClock extends Clock {
  advance(ms: number): void
  /** How many timers are set. */
  readonly timers: number
}

/** 2026-11-23T09:00:00Z */
const START = 1_795_424_400_000

export function createManualClock(): ManualClock {
  let elapsed = 0
  let lastId = 0
  const timers = new Map<number, { due: number; call: () => void }>()

  function nextDue(until: number): [number, { due: number; call: () => void }] | undefined {
    return [...timers].filter(([, { due }]) => due <= until).sort(([a, x], [b, y]) => x.due - y.due || a - b)[0]
  }

  return {
    now: () => START + Math.round(elapsed),
    elapsed: () => elapsed,
    after(ms, call) {
      lastId += 1
      const id = lastId
      timers.set(id, { due: elapsed + Math.max(0, ms), call })
      return () => void timers.delete(id)
    },
    advance(ms) {
      const until = elapsed + ms
      for (let next = nextDue(until); next !== undefined; next = nextDue(until)) {
        const [id, { due, call }] = next
        timers.delete(id)
        elapsed = Math.max(elapsed, due)
        call()
      }
      elapsed = until
    },
    get timers() {
      return timers.size
    },
  }
}
