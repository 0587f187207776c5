import type { ClientMessage } from '../../signaling/contract/client-messages.ts'
import { isDeskMessage } from '../../signaling/contract/desk-message-check.ts'
import type { DeskMessage, DeskRequest } from '../../signaling/contract/desk-messages.ts'
import { isServerMessage } from '../../signaling/contract/server-message-check.ts'
import type { ServerMessage } from '../../signaling/contract/server-messages.ts'

/** What a page may hear on its socket, in a call or at a desk, and what it may say. */
export type Heard = ServerMessage | DeskMessage
export type HeardOf<T extends Heard['type']> = Extract<Heard, { type: T }>
export type MaySay = ClientMessage | DeskRequest

/** Is this something the server may say? */
export function isHeard(value: unknown): value is Heard {
  return isServerMessage(value) || isDeskMessage(value)
}
