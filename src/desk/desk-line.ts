import type { Arrival } from '../../signaling/contract/desk.ts'
import { isDeskMessage } from '../../signaling/contract/desk-message-check.ts'
import type { DeskMessage, DeskRequest } from '../../signaling/contract/desk-messages.ts'
import { PROTOCOL_VERSION } from '../../signaling/contract/limits.ts'
import { createLine, type Line, type LinePorts } from '../call/line.ts'
import { createTickets, type TicketPorts } from '../call/ticket.ts'

export interface DeskLineEvents {
  arrivals(arrivals: readonly Arrival[]): void
  /** Coming back is under way. */
  lost(): void
  /** The session was closed elsewhere, or the page is too old: for good. */
  over(): void
}

/**
 * The live view of who arrives: each socket asks for it with a fresh ticket and gets the whole of it. The ticket is asked for once the socket
 * is open: beside a call that goes on without the server, browsers would complain of each one that is not to be had.
 */
export function createDeskLine(
  ports: LinePorts & Pick<TicketPorts, 'fetch'>,
  events: DeskLineEvents,
): Line<DeskRequest> {
  const tickets = createTickets({ ...ports, path: '/api/desk/ticket', input: {} })
  /** On a slow line it may come after its socket was closed for keeping silent (C1): it is for the next one then. */
  let unused: DeskRequest | null = null
  return createLine<DeskMessage, DeskRequest>(
    ports,
    {
      async first() {
        if (unused === null) {
          const outcome = await tickets.take()
          if (!outcome.ok) return outcome
          unused = { type: 'watch-desk', version: PROTOCOL_VERSION, ticket: outcome.ticket }
        }
        return { ok: true, say: unused }
      },
      asksWhenOpen: true,
      said() {
        unused = null
      },
      isMessage: isDeskMessage,
      seats: ({ type }) => type === 'desk',
      forget: () => undefined,
    },
    {
      message(message) {
        if (message.type === 'desk') events.arrivals(message.arrivals)
      },
      lost: events.lost,
      refused: events.over,
    },
  )
}
