import type { ChatId, ClientMessage } from '../../../signaling/contract/client-messages.ts'
import type { Millis, ParticipantId } from '../../../signaling/contract/ids.ts'
import type { ServerMessageOf } from '../../../signaling/contract/server-messages.ts'

/** How far a line of ours has come: only here, at the server, or on the pages of `by`. */
export type Progress =
  | { readonly is: 'pending' }
  | { readonly is: 'sent' }
  | { readonly is: 'delivered'; readonly by: readonly ParticipantId[] }

export type ChatLine =
  | {
      readonly author: 'you'
      readonly id: ChatId
      readonly text: string
      readonly progress: Progress
      /** Who was in the room, or away, when it was written and has not said that they have it. */
      readonly missing: readonly ParticipantId[]
    }
  | {
      readonly author: 'other'
      readonly id: ChatId
      readonly from: ParticipantId
      readonly text: string
      readonly at: Millis
    }

/** Kept by the page, stored nowhere; a line stands here once however often it came (its author and id name it). */
export interface ChatLog {
  readonly lines: readonly ChatLine[]
}

export const EMPTY_CHAT: ChatLog = { lines: [] }

export type ChatEvent =
  | {
      readonly type: 'written' // from: person
      readonly id: ChatId
      readonly text: string
      readonly lineIsOpen: boolean
      readonly others: readonly ParticipantId[]
    }
  | {
      readonly type: 'found' // from: session    does: go on with what the page before this one had not sent
      readonly lines: readonly {
        readonly id: ChatId
        readonly text: string
        readonly missing: readonly ParticipantId[]
      }[]
    }
  | { readonly type: 'said'; readonly message: ServerMessageOf<'chat-message'>; readonly you: ParticipantId } // from: signaling
  | ServerMessageOf<'chat-delivered'> // from: signaling
  | { readonly type: 'came-back'; readonly who: ParticipantId } // from: session    does: say again what they missed
  | { readonly type: 'line-is-back' } // from: session    does: send once more what the server never confirmed

interface Step {
  readonly log: ChatLog
  readonly send: readonly ClientMessage[]
}

export function stepChat(log: ChatLog, event: ChatEvent): Step {
  switch (event.type) {
    case 'written': {
      const { id, text, others } = event
      return {
        log: { lines: [...log.lines, pendingLine(id, text, others)] },
        send: event.lineIsOpen ? [{ type: 'chat-message', id, text }] : [],
      }
    }
    case 'found': {
      const lines = event.lines.map(({ id, text, missing }) => pendingLine(id, text, missing))
      return { log: { lines: [...lines, ...log.lines] }, send: [] }
    }
    case 'said':
      return event.message.from === event.you ? confirmed(log, event.message.id) : received(log, event.message)
    case 'chat-delivered':
      return {
        log: arrived(
          progressed(log, event.id, (before) => delivered(before, event.by)),
          event,
        ),
        send: [],
      }
    case 'came-back':
      return {
        log,
        send: log.lines.flatMap((line): ClientMessage[] =>
          line.author === 'you' && line.progress.is !== 'pending' && line.missing.includes(event.who)
            ? [{ type: 'chat-message', id: line.id, text: line.text, to: event.who }]
            : [],
        ),
      }
    case 'line-is-back':
      return {
        log,
        send: log.lines.flatMap((line): ClientMessage[] =>
          line.author === 'you' && line.progress.is === 'pending'
            ? [{ type: 'chat-message', id: line.id, text: line.text }]
            : [],
        ),
      }
  }
}

function pendingLine(id: ChatId, text: string, missing: readonly ParticipantId[]): ChatLine {
  return { author: 'you', id, text, progress: { is: 'pending' }, missing }
}

function confirmed(log: ChatLog, id: ChatId): Step {
  return { log: progressed(log, id, (before) => (before.is === 'pending' ? { is: 'sent' } : before)), send: [] }
}

/** Confirmed again when it came again: the first confirmation may have been what got lost. */
function received(log: ChatLog, message: ServerMessageOf<'chat-message'>): Step {
  const { id, from, text, at } = message
  const known = log.lines.some((line) => line.author === 'other' && line.id === id && line.from === from)
  return {
    log: known ? log : { lines: [...log.lines, { author: 'other', id, from, text, at }] },
    send: [{ type: 'chat-received', id, from }],
  }
}

function delivered(before: Progress, by: ParticipantId): Progress {
  if (before.is !== 'delivered') return { is: 'delivered', by: [by] }
  return before.by.includes(by) ? before : { is: 'delivered', by: [...before.by, by] }
}

function arrived(log: ChatLog, { id, by }: ServerMessageOf<'chat-delivered'>): ChatLog {
  return {
    lines: log.lines.map((line) =>
      line.author === 'you' && line.id === id ? { ...line, missing: line.missing.filter((who) => who !== by) } : line,
    ),
  }
}

function progressed(log: ChatLog, id: ChatId, change: (before: Progress) => Progress): ChatLog {
  return {
    lines: log.lines.map((line) =>
      line.author === 'you' && line.id === id ? { ...line, progress: change(line.progress) } : line,
    ),
  }
}
