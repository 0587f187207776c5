import type { Host, Network } from './network.ts'

/** What goes one way over a connection: everything, once and in order, later while nothing passes (RFC 6298's back-off). */
export interface Pipe<T> {
  put(item: T): void
  /** The connection is gone: what is still under way never arrives. */
  cut(): void
}

const FIRST_RETRY_MS = 300
const LONGEST_RETRY_MS = 20_000

export function createPipe<T>(network: Network, host: Host, firstRetryMs: number, deliver: (item: T) => void): Pipe<T> {
  const boundTo = host.address
  const waiting: T[] = []
  let flying = false
  let isCut = false
  let retryMs = firstRetryMs

  function fly(): void {
    const [...flight] = waiting
    network.clock.after(network.flightMs(), () => {
      if (isCut) return
      if (network.passes(host, boundTo)) {
        retryMs = FIRST_RETRY_MS
        waiting.splice(0, flight.length)
        for (const item of flight) if (!isCut) deliver(item)
        if (waiting.length > 0) fly()
        else flying = false
        return
      }
      network.clock.after(retryMs, fly)
      retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS)
    })
  }

  return {
    put(item) {
      if (isCut) return
      waiting.push(item)
      if (!flying) {
        flying = true
        fly()
      }
    },
    cut() {
      isCut = true
    },
  }
}
