import type { ClientMessage, DeviceKind } from '../../signaling/contract/client-messages.ts'
import type { Secret } from '../../signaling/contract/ids.ts'
import { PROTOCOL_VERSION } from '../../signaling/contract/limits.ts'
import { isServerMessage } from '../../signaling/contract/server-message-check.ts'
import type { ServerMessage } from '../../signaling/contract/server-messages.ts'
import { createLine, type Line, type LineEvents, type LinePorts } from './line.ts'
import type { Tickets } from './ticket.ts'

export type SignalingLine = Line<ClientMessage>

export interface SignalingLinePorts extends LinePorts {
  readonly tickets: Tickets
  readonly device: DeviceKind
}

/** A participant's line: joins by a ticket, comes back by the resume secret, and by a fresh ticket when that is refused. */
export function createSignalingLine(ports: SignalingLinePorts, events: LineEvents<ServerMessage>): SignalingLine {
  const version = PROTOCOL_VERSION
  let secret: Secret | null = null
  return createLine<ServerMessage, ClientMessage>(
    ports,
    {
      first(heard) {
        if (secret !== null) return { ok: true, say: { type: 'resume', version, secret, heard } }
        return join()
      },
      isMessage: isServerMessage,
      seats(message) {
        if (!('resumeSecret' in message)) return false
        secret = message.resumeSecret
        return true
      },
      forget() {
        secret = null
      },
    },
    events,
  )

  async function join() {
    const outcome = await ports.tickets.take()
    if (!outcome.ok) return outcome
    const { ticket } = outcome
    return { ok: true, say: { type: 'join-room', version, ticket, device: ports.device } } as const
  }
}
