import { LIMITS } from '../../signaling/contract/limits.ts'
import { REASONS, type Reason, reasonOfCloseCode } from '../../signaling/contract/reasons.ts'
import type { ServerMessageOf } from '../../signaling/contract/server-messages.ts'
import type { Clock } from './clock.ts'
import type { Talk } from './talk.ts'

/** What of a WebSocket is used. */
export type Socket = Pick<WebSocket, 'send' | 'close' | 'onopen' | 'onmessage' | 'onclose'>

export interface LineSocketEvents<Heard> {
  opened(): void
  message(message: Heard): void
  /** It closed, or nobody is at the other end any more. `reason`: what the server said of it. */
  fell(reason: Reason | undefined): void
  /** R4 */
  heardCount(): number
}

/** One socket of a line. Once it fell or was closed, nothing is heard of it. */
export interface LineSocket<Said> {
  say(message: Said): void
  /** A socket whose other end is gone can look open for many minutes: no answer, no line. */
  ping(withinMs: number): void
  /** Something was heard just now. */
  pingLater(): void
  close(): void
}

const OPEN_WITHIN_MS = 10_000

export function createLineSocket<Heard extends { readonly type: string }, Said extends object>(
  socket: Socket,
  clock: Clock,
  { isMessage }: Pick<Talk<Heard, Said>, 'isMessage'>,
  events: LineSocketEvents<Heard>,
): LineSocket<Said> {
  let isOver = false
  let said: Reason | undefined
  let stopWatch = clock.after(OPEN_WITHIN_MS, drop)

  socket.onopen = () => (isOver ? socket.close() : events.opened())
  socket.onmessage = ({ data }) => {
    const message = parse(data)
    if (message === null || isOver) return
    if (isRefusal(message) && REASONS[message.reason].close !== null) said = message.reason
    else events.message(message)
  }
  socket.onclose = ({ code }) => fell(reasonOfCloseCode(code) ?? said)

  function parse(data: unknown): Heard | null {
    if (typeof data !== 'string') return null
    try {
      const message: unknown = JSON.parse(data)
      return isMessage(message) ? message : null
    } catch {
      return null // not JSON: nothing the server of this version says
    }
  }

  function watch(ms: number, call: () => void): void {
    stopWatch()
    stopWatch = clock.after(ms, call)
  }

  function ping(withinMs: number): void {
    socket.send(`{"type":"ping","heard":${events.heardCount()}}`)
    watch(withinMs, drop)
  }

  function drop(): void {
    fell(undefined)
    socket.close()
  }

  function fell(reason: Reason | undefined): void {
    if (isOver) return
    leave()
    events.fell(reason)
  }

  function leave(): void {
    isOver = true
    stopWatch()
  }

  return {
    say: (message) => socket.send(JSON.stringify(message)),
    ping,
    pingLater: () => watch(LIMITS.pingMs, () => ping(LIMITS.pongMs)),
    close() {
      leave()
      socket.close()
    },
  }
}

function isRefusal(message: { readonly type: string }): message is ServerMessageOf<'error'> {
  return message.type === 'error'
}
