import { performance } from 'node:perf_hooks'
import type { Millis } from './contract/ids.ts'

/** Time as the signaling process uses it; tests have one that moves by hand. */
export interface Clock {
  /** The wall clock: for what is told and stored. It may jump. */
  now(): Millis
  /** Milliseconds that only ever grow evenly: for deadlines and limits, which a corrected wall clock must not move. */
  elapsed(): number
  /** Calls back once after that many milliseconds; the answer calls it off. */
  after(ms: number, call: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms)
    return () => clearTimeout(timer)
  },
}
