import type { Clock } from '../clock.ts'
import type { DeskMessage } from '../contract/desk-messages.ts'
import type { ParticipantId } from '../contract/ids.ts'
import { LIMITS } from '../contract/limits.ts'
import type { ClosingReason } from '../contract/reasons.ts'
import type { ServerMessage } from '../contract/server-messages.ts'
import type { Log } from '../log.ts'
import type { Connection } from './connection.ts'
import type { PageId } from './core/seat.ts'
import { keepFor, type LiveRoom } from './live-room.ts'

/**
 * A page's socket: `silent` until it joins or watches (C1, C2), then `seated` or at a `desk`, then `over`, after which nothing it says
 * counts.
 */
export interface Page {
  readonly id: PageId
  readonly connection: Connection
  state: { is: 'silent'; stopWaiting: () => void } | Seated | { is: 'desk' } | { is: 'over' }
}

export type Seated = { is: 'seated'; live: LiveRoom; id: ParticipantId }

/** By id: unknown pages are no mistake, for a socket may be lost between two effects. */
export interface Pages {
  open(connection: Connection): Page
  seat(page: Page, live: LiveRoom, id: ParticipantId): void
  watch(page: Page): void
  send(id: PageId, message: ServerMessage | DeskMessage): void
  say(page: Page, message: ServerMessage | DeskMessage): void
  /** What does not count as said (R4). */
  deliver(page: Page, message: ServerMessage | DeskMessage): void
  /** E1: the socket's owner broke a rule, or cannot be served: closed with the reason, the seat kept. */
  refuse(page: Page, reason: ClosingReason): void
  refuseAt(id: PageId, reason: ClosingReason): void
  /** Its socket is gone. */
  lose(page: Page): void
  /** The room has given the seat up already. */
  close(id: PageId, reason: ClosingReason): void
  /** D1 */
  sayComeBack(): void
  closeAll(reason: ClosingReason): void
  readonly size: number
}

export interface PagesPorts {
  readonly clock: Clock
  readonly log: Log
  /** Whatever it did, it does not any more. */
  readonly over: (id: PageId) => void
  /** After that: the seat has lost its socket. */
  readonly lost: (live: LiveRoom, id: ParticipantId, page: PageId) => void
}

export function createPages({ clock, log, over, lost }: PagesPorts): Pages {
  const pages = new Map<PageId, Page>()
  let lastId = 0

  function become(page: Page, state: Page['state']): void {
    if (page.state.is === 'silent') page.state.stopWaiting()
    page.state = state
  }

  function say(page: Page, message: ServerMessage | DeskMessage): void {
    const { state } = page
    if (state.is === 'seated' && message.type !== 'desk') keepFor(state.live, state.id, message)
    deliver(page, message)
  }

  function deliver(page: Page, message: ServerMessage | DeskMessage): void {
    // L2: who does not read loses the socket, not the seat.
    if (!page.connection.send(message)) refuse(page, 'slow-reader')
  }

  function refuse(page: Page, reason: ClosingReason): void {
    if (page.state.is === 'over') return
    const roomId = page.state.is === 'seated' ? page.state.live.room.roomId : null
    log({ event: 'refused', reason, roomId })
    lose(page)
    page.connection.close(reason)
  }

  function lose(page: Page): void {
    const { state } = page
    if (state.is === 'over') return
    finish(page)
    if (state.is === 'seated') lost(state.live, state.id, page.id)
  }

  function finishAndClose(page: Page, reason: ClosingReason): void {
    finish(page)
    page.connection.close(reason)
  }

  /** Its socket may still be open for a moment; what it says does not count any more. */
  function finish(page: Page): void {
    over(page.id)
    become(page, { is: 'over' })
    pages.delete(page.id)
  }

  return {
    open(connection) {
      lastId += 1
      const page: Page = {
        id: lastId,
        connection,
        state: { is: 'silent', stopWaiting: clock.after(LIMITS.joinWithinMs, () => refuse(page, 'not-joined')) },
      }
      pages.set(page.id, page)
      return page
    },
    seat: (page, live, id) => become(page, { is: 'seated', live, id }),
    watch: (page) => become(page, { is: 'desk' }),
    send(id, message) {
      const page = pages.get(id)
      if (page !== undefined) say(page, message)
    },
    say,
    deliver,
    refuse,
    refuseAt(id, reason) {
      const page = pages.get(id)
      if (page !== undefined) refuse(page, reason)
    },
    lose,
    close(id, reason) {
      const page = pages.get(id)
      if (page !== undefined) finishAndClose(page, reason)
    },
    sayComeBack() {
      // Evenly apart, which spreads them better than chance would. Whoever came one after the other, as into a room, comes back so.
      const apartMs = Math.min(
        LIMITS.comeBackApartMs,
        (LIMITS.comeBackMostMs - LIMITS.comeBackMs) / Math.max(1, pages.size),
      )
      ;[...pages.values()].forEach(({ state, connection }, index) => {
        const isPlaced = state.is === 'seated' || state.is === 'desk'
        const comeBackMs = Math.round(LIMITS.comeBackMs + index * apartMs)
        if (isPlaced) connection.send({ type: 'draining', comeBackMs })
      })
    },
    closeAll(reason) {
      for (const page of [...pages.values()]) finishAndClose(page, reason)
    },
    get size() {
      return pages.size
    },
  }
}
