import { WebSocket } from 'ws'
import { systemClock } from '../../signaling/clock.ts'
import { createConversation } from '../../src/call/conversation.ts'
import { stepCall } from '../../src/call/core/call.ts'
import type { CallEvent } from '../../src/call/core/call-events.ts'
import { type Call, roomOf } from '../../src/call/core/call-state.ts'
import type { ChatLine } from '../../src/call/core/chat.ts'
import type { Socket } from '../../src/call/line-socket.ts'
import { createSignalingLine } from '../../src/call/signaling-socket.ts'
import { createTickets } from '../../src/call/ticket.ts'
import { nextAddress } from './api-client.ts'
import type { Visitor } from './live-visit.ts'
import { OWN_ORIGIN } from './signaling-client.ts'

/** A call page without its media: the product's own line, call and conversation, over real sockets to a real process. */
export interface LivePage {
  call(): Call
  /** Everything the call has been, in order. */
  readonly phases: readonly Call['phase'][]
  lines(): readonly ChatLine[]
  write(text: string): void
  close(): void
}

export function openLivePage(url: string, roomId: string, visitor: Visitor): LivePage {
  const clock = systemClock
  const address = nextAddress()
  let call: Call = { phase: 'new' }
  let ids = 0
  const phases: Call['phase'][] = []

  const line = createSignalingLine(
    {
      clock,
      random: Math.random,
      device: 'computer',
      openSocket: () => openSocket(url, address),
      tickets: createTickets({
        clock,
        fetch: async (_, { body } = {}) =>
          visitor.api.raw('POST', `/api/call/${roomId}/ticket`, {
            headers: { 'content-type': 'application/json' },
            body: String(body),
          }),
        path: '',
        input: {},
      }),
    },
    {
      message(message) {
        switch (message.type) {
          case 'chat-message':
          case 'chat-delivered':
            conversation.heard(message)
            break
          case 'offer':
          case 'answer':
          case 'ice-candidate':
          case 'queue':
          case 'note':
          case 'error':
          case 'draining':
          case 'pong':
            break
          default:
            happened(message)
        }
      },
      lost: () => happened({ type: 'line-lost' }),
      refused: (reason) => happened({ type: 'line-refused', reason }),
    },
  )
  const conversation = createConversation({
    clock,
    newId(length) {
      ids += 1
      return `${ids}`.padStart(length, '0')
    },
    call: () => call,
    unsent: { read: () => [], write: () => undefined },
    send: line.send,
    changed: () => undefined,
  })

  function happened(event: CallEvent): void {
    const { call: next, effects } = stepCall(call, event)
    call = next
    if (phases.at(-1) !== call.phase) phases.push(call.phase)
    conversation.catchUp(event)
    for (const effect of effects) {
      if (effect.do === 'open-line') line.open()
      // The media is taken to be there as soon as it may be: what it needs of the line is for other tests.
      if (effect.do === 'open-link') happened({ type: 'link-up', to: effect.to })
    }
  }

  happened({ type: 'join-pressed' })
  return {
    call: () => call,
    phases,
    lines: () => conversation.log().lines,
    write: conversation.write,
    close: line.close,
  }
}

/** Is every one of these in the room with all the others, as far as each of them and the server knows? */
export function areTogether(pages: readonly LivePage[]): boolean {
  return pages.every((page) => {
    const others = roomOf(page.call())?.others ?? []
    const areThere = others.every(({ participant, confirmed }) => confirmed && !participant.away)
    return page.call().phase === 'connected' && others.length === pages.length - 1 && areThere
  })
}

function openSocket(url: string, address: string): Socket {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/signal`, {
    origin: OWN_ORIGIN,
    headers: { 'x-forwarded-for': address },
  })
  // What goes wrong with it is told by `close` too.
  socket.on('error', () => undefined)
  return socket as unknown as Socket
}
