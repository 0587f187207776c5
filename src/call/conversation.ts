import type { ClientMessage } from '../../signaling/contract/client-messages.ts'
import type { ParticipantId } from '../../signaling/contract/ids.ts'
import type { ServerMessageOf } from '../../signaling/contract/server-messages.ts'
import type { Clock } from './clock.ts'
import type { CallEvent } from './core/call-events.ts'
import { type Call, lineIsOpen, roomOf } from './core/call-state.ts'
import { type ChatEvent, type ChatLog, EMPTY_CHAT, stepChat } from './core/chat.ts'
import type { Unsent } from './unsent.ts'

/** What is written in the room: the log, and that everybody gets every line of ours. */
export interface Conversation {
  log(): ChatLog
  write(text: string): void
  heard(message: ServerMessageOf<'chat-message' | 'chat-delivered'>): void
  /** Whoever could not hear for a while, we or they, gets what was said meanwhile. */
  catchUp(event: CallEvent): void
  /** The page is going: what is not sent is for the next one. */
  keepUnsent(): void
  /** The server asked for patience and dropped a line. */
  slowDown(): void
}

export interface ConversationPorts {
  readonly clock: Clock
  readonly newId: (length: number) => string
  readonly call: () => Call
  readonly unsent: Unsent
  /** False: the line is down, it was not said. */
  readonly send: (message: ClientMessage) => boolean
  readonly changed: () => void
}

const AGAIN_MS = 3_000
const ID_LENGTH = 16

export function createConversation(ports: ConversationPorts): Conversation {
  let log = EMPTY_CHAT
  let isLookedFor = false
  let isKept = false

  function happened(event: ChatEvent): void {
    const { log: next, send } = stepChat(log, event)
    log = next
    for (const message of send) ports.send(message)
    // With the line open a line is on its way for a moment: too short to write anything down.
    if (isKept || !lineIsOpen(ports.call())) keepUnsent()
    ports.changed()
  }

  function keepUnsent(): void {
    const you = roomOf(ports.call())?.you.id
    const lines = log.lines.flatMap((line) => (line.author === 'you' && line.progress.is === 'pending' ? [line] : []))
    if (you === undefined || (lines.length === 0 && !isKept)) return
    isKept = lines.length > 0
    ports.unsent.write(
      you,
      lines.map(({ id, text, missing }) => ({ id, text, missing })),
    )
  }

  function others(): ParticipantId[] {
    return roomOf(ports.call())?.others.map(({ participant }) => participant.id) ?? []
  }

  /** What the page before this one left. */
  function lookForUnsent(you: ParticipantId): void {
    if (isLookedFor) return
    isLookedFor = true
    const lines = ports.unsent.read(you)
    isKept = lines.length > 0
    if (isKept) happened({ type: 'found', lines })
  }

  return {
    log: () => log,
    write(text) {
      const call = ports.call()
      happened({ type: 'written', id: ports.newId(ID_LENGTH), text, lineIsOpen: lineIsOpen(call), others: others() })
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
      if (event.type === 'joined') lookForUnsent(event.you.id)
      if (event.type === 'resumed' || event.type === 'joined') {
        happened({ type: 'line-is-back' })
        for (const who of others()) happened({ type: 'came-back', who })
      }
      if (event.type === 'line-lost') keepUnsent()
      const call = ports.call()
      if (isKept && call.phase === 'ended' && call.by !== 'failed' && call.by !== 'old-version') {
        isKept = false
        ports.unsent.write('', [])
      }
      if (event.type === 'user-joined') happened({ type: 'came-back', who: event.participant.id })
      if (event.type === 'user-back') happened({ type: 'came-back', who: event.from })
    },
    keepUnsent,
    slowDown: () => void ports.clock.after(AGAIN_MS, () => happened({ type: 'line-is-back' })),
  }
}
