import type { ClientMessage } from '../../signaling/contract/client-messages.ts'
import type { ServerMessageOf } from '../../signaling/contract/server-messages.ts'
import type { Clock } from './clock.ts'
import type { CallEvent } from './core/call-events.ts'
import { type Call, lineIsOpen, roomOf } from './core/call-state.ts'
import { type ChatEvent, type ChatLog, EMPTY_CHAT, stepChat } from './core/chat.ts'

/** What is written in the room: the log, and that everybody gets every line of ours. */
export interface Conversation {
  log(): ChatLog
  write(text: string): void
  heard(message: ServerMessageOf<'chat-message' | 'chat-delivered'>): void
  /** Whoever could not hear for a while, we or they, gets what was said meanwhile. */
  catchUp(event: CallEvent): void
  /** The server asked for patience and dropped a line. */
  slowDown(): void
}

export interface ConversationPorts {
  readonly clock: Clock
  readonly newId: (length: number) => string
  readonly call: () => Call
  /** False: the line is down, it was not said. */
  readonly send: (message: ClientMessage) => boolean
  readonly changed: () => void
}

const AGAIN_MS = 3_000
const ID_LENGTH = 16

export function createConversation(ports: ConversationPorts): Conversation {
  let log = EMPTY_CHAT

  function happened(event: ChatEvent): void {
    const { log: next, send } = stepChat(log, event)
    log = next
    for (const message of send) ports.send(message)
    ports.changed()
  }

  return {
    log: () => log,
    write(text) {
      const call = ports.call()
      const others = roomOf(call)?.others.map(({ participant }) => participant.id) ?? []
      happened({ type: 'written', id: ports.newId(ID_LENGTH), text, lineIsOpen: lineIsOpen(call), others })
    },
    heard(message) {
      if (message.type === 'chat-delivered') {
        happened(message)
        return
      }
      const you = roomOf(ports.call())?.you.id
      if (you !== undefined) happened({ type: 'said', message, you })
    },
    catchUp(event) {
      if (event.type === 'resumed' || event.type === 'joined') {
        happened({ type: 'line-is-back' })
        const others = roomOf(ports.call())?.others ?? []
        for (const { participant } of others) happened({ type: 'came-back', who: participant.id })
      }
      if (event.type === 'user-joined') happened({ type: 'came-back', who: event.participant.id })
      if (event.type === 'user-back') happened({ type: 'came-back', who: event.from })
    },
    slowDown: () => void ports.clock.after(AGAIN_MS, () => happened({ type: 'line-is-back' })),
  }
}
