import type { Millis } from '../../signaling/contract/ids.ts'

/** Time as the engine has it, so that tests can have their own. */
export interface Clock {
  now(): Millis
  /** Calls once, `delayMs` from now, unless the returned function was called before. */
  after(delayMs: number, call: () => void): () => void
}

export const browserClock: Clock = {
  now: () => Date.now(),
  after(delayMs, call) {
    const timer = setTimeout(call, delayMs)
    return () => clearTimeout(timer)
  },
}
