/** Time as the engine has it, so that tests can have their own. */
export interface Clock {
  /** Milliseconds that only ever grow evenly: people set their clocks during calls. */
  elapsed(): number
  /** Calls once, `delayMs` from now, unless the returned function was called before. */
  after(delayMs: number, call: () => void): () => void
}

export const browserClock: Clock = {
  elapsed: () => performance.now(),
  after(delayMs, call) {
    const timer = setTimeout(call, delayMs)
    return () => clearTimeout(timer)
  },
}
