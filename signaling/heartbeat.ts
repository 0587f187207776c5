/** One client's socket, as far as it may be gone without a word. */
export interface Pulse {
  /** By the even clock. */
  heardAt: number
  /** A question that every browser answers by itself, however little its page may do just now (RFC 6455, 5.5.2). */
  ask(): void
  /** Nobody is there any more. */
  drop(): void
}

export interface Heartbeat {
  begin(pulse: Pulse): void
  end(pulse: Pulse): void
  stop(): void
}

export interface HeartbeatTerms {
  readonly askAfterMs: number
  readonly silentMs: number
}

/**
 * B1: a client that lost its network, its power or its mind closes nothing; TCP would find out in many minutes. uWebSockets.js has a timeout
 * of its own, which what we send sets back as well: whoever is much spoken to would never be found.
 */
export function createHeartbeat({ askAfterMs, silentMs }: HeartbeatTerms, elapsed: () => number): Heartbeat {
  const pulses = new Set<Pulse>()
  const everyMs = askAfterMs / 2
  let lookedAt = elapsed()

  function look(): void {
    const now = elapsed()
    // It was we who slept: what they said meanwhile is still to be read.
    if (now - lookedAt > 2 * everyMs) for (const pulse of pulses) pulse.heardAt = now
    lookedAt = now
    for (const pulse of pulses) {
      const silentForMs = now - pulse.heardAt
      if (silentForMs >= silentMs) pulse.drop()
      else if (silentForMs >= askAfterMs) pulse.ask()
    }
  }

  const timer = setInterval(look, everyMs)
  timer.unref()
  return {
    begin: (pulse) => void pulses.add(pulse),
    end: (pulse) => void pulses.delete(pulse),
    stop: () => clearInterval(timer),
  }
}
