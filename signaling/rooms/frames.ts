import { Compile } from 'typebox/compile'
import { ClientMessage } from '../contract/client-messages.ts'
import { type DeskRequest, WatchDesk } from '../contract/desk-messages.ts'

type FirstMessage = Extract<ClientMessage | DeskRequest, { type: 'join-room' | 'resume' | 'watch-desk' }>

/** One compiled check a type, so that a message is held against its own schema alone. */
const CHECKS = new Map<string, { Check(value: unknown): boolean }>(
  [...ClientMessage.anyOf, WatchDesk].map((schema) => [schema.properties.type.const, Compile<typeof schema>(schema)]),
)

/** A frame as a call page or a desk may send it, or null (E1: `bad-message`). */
export function readClientMessage(text: string): ClientMessage | DeskRequest | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // Not JSON: as bad as any other message that is none.
    return null
  }
  return isClientMessage(value) ? value : null
}

/** C2: one that a socket may begin with. */
export function isFirst(message: ClientMessage | DeskRequest): message is FirstMessage {
  return message.type === 'join-room' || message.type === 'resume' || message.type === 'watch-desk'
}

function isClientMessage(value: unknown): value is ClientMessage | DeskRequest {
  if (typeof value !== 'object' || value === null || !('type' in value) || typeof value.type !== 'string') return false
  return CHECKS.get(value.type)?.Check(value) ?? false
}
