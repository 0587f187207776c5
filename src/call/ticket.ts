import type { Secret } from '../../signaling/contract/ids.ts'
import type { Clock } from './clock.ts'

/** `retry`: the server or the network is away, or asks for patience. */
export type TicketOutcome =
  | { readonly ok: true; readonly ticket: Secret }
  | { readonly ok: false; readonly why: 'ended' | 'refused' | 'retry' }

export interface Tickets {
  /** Asks ahead of need, while the person is still in the lobby. */
  prefetch(): void
  /** A ticket nobody has used yet and that lives long enough to be; each is given out once. */
  take(): Promise<TicketOutcome>
}

/** They live for a minute (J1): what is older than this might run out on the way. */
const FRESH_MS = 45_000
/** On a network that changed a browser may wait for minutes. */
const ANSWER_WITHIN_MS = 8_000

export interface TicketPorts {
  readonly clock: Clock
  readonly fetch: typeof fetch
  /** Where they are given out, and what has to be said there. */
  readonly path: string
  readonly input: object
}

export function createTickets(ports: TicketPorts): Tickets {
  let ahead: { asked: number; outcome: Promise<TicketOutcome> } | null = null

  async function ask(): Promise<TicketOutcome> {
    const patience = new AbortController()
    const stopTimer = ports.clock.after(ANSWER_WITHIN_MS, () => patience.abort())
    try {
      const response = await ports.fetch(ports.path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(ports.input),
        signal: patience.signal,
      })
      if (response.status === 410) return { ok: false, why: 'ended' }
      if (response.status === 429 || response.status >= 500) return { ok: false, why: 'retry' }
      if (!response.ok) return { ok: false, why: 'refused' }
      return read(await response.json())
    } catch {
      return { ok: false, why: 'retry' } // offline, cut off in the middle, or no answer
    } finally {
      stopTimer()
    }
  }

  return {
    prefetch() {
      ahead = { asked: ports.clock.elapsed(), outcome: ask() }
    },
    async take() {
      const { asked, outcome } = ahead ?? { asked: Number.NEGATIVE_INFINITY, outcome: null }
      ahead = null
      if (outcome !== null && ports.clock.elapsed() - asked < FRESH_MS) {
        const early = await outcome
        if (early.ok) return early
      }
      return ask()
    },
  }
}

function read(said: unknown): TicketOutcome {
  const data = field(said, 'data')
  const ticket = field(data, 'ticket')
  return typeof ticket === 'string' ? { ok: true, ticket } : { ok: false, why: 'retry' }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
