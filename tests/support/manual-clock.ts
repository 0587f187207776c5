import type { Clock } from '../../signaling/clock.ts'

/** Time that stands still until a test moves it; what is due rings in order. */
export interface ManualClock extends Clock {
  advance(ms: number): void
  /** When the next timer rings, as `elapsed` counts; null when none is set. */
  nextDue(): number | null
  /** How many timers are set. */
  readonly timers: number
}

/** 2026-11-23T09:00:00Z */
const START = 1_795_424_400_000

export function createManualClock(): ManualClock {
  let elapsed = 0
  let lastId = 0
  const timers = new Map<number, { due: number; call: () => void }>()

  /** Of two that ring at the same moment, the one that was set first. */
  function next(): [number, { due: number; call: () => void }] | undefined {
    let first: [number, { due: number; call: () => void }] | undefined
    for (const one of timers) if (first === undefined || one[1].due < first[1].due) first = one
    return first
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
      for (let first = next(); first !== undefined && first[1].due <= until; first = next()) {
        const [id, { due, call }] = first
        timers.delete(id)
        elapsed = Math.max(elapsed, due)
        call()
      }
      elapsed = until
    },
    nextDue: () => next()?.[1].due ?? null,
    get timers() {
      return timers.size
    },
  }
}
