import { REASONS, type Reason } from '../../signaling/contract/reasons.ts'
import type { ServerMessageOf } from '../../signaling/contract/server-messages.ts'
import type { Clock } from './clock.ts'
import { afterLoss, type Backoff, FRESH, nextTry } from './core/backoff.ts'
import { createLineSocket, type LineSocket, type Socket } from './line-socket.ts'
import { createRivals } from './rivals.ts'
import type { FirstWords, Talk } from './talk.ts'

export interface LinePorts {
  readonly clock: Clock
  readonly random: () => number
  readonly openSocket: () => Socket
}

export interface LineEvents<Heard> {
  message(message: Heard): void
  /** Coming back is under way. */
  lost(): void
  /** Coming back makes no sense; the line is closed. */
  refused(reason: Reason): void
}

/** The line to the signaling process, whichever socket it runs over just now. */
export interface Line<Said> {
  open(): void
  /** False: there is no place to speak from now; nothing was sent. */
  send(message: Said): boolean
  /** The network changed or the page is in front again: prove that the socket lives, or try again at once. */
  nudge(): void
  /** Something else than this line says that the network may be gone; said again and again while it does. */
  doubt(): void
  /** For good. What was handed to `send` before still goes out. */
  close(): void
}

const NUDGED_PONG_WITHIN_MS = 2_000
/** Who was heard so lately is believed to be there whatever else goes wrong. */
const BELIEVED_MS = 2_000
const ANSWERED_WITHIN_MS = 2_000
/** Who was told to come back in a while is not told that the line is lost before it has had time to be there again. */
const EXPECTED_BACK_MS = 8_000
/** One ticket may have been used up by an answer that got lost; a second refusal means it. */
const TICKETS_TRIED = 2

type State<Said> =
  | { readonly is: 'closed' }
  | { readonly is: 'pausing'; readonly cancel: () => void }
  | { readonly is: 'asking' }
  /** One of the rivals is to have it. */
  | { readonly is: 'racing' }
  | { readonly is: 'opening'; readonly socket: LineSocket<Said> }
  | { readonly is: 'seated'; readonly socket: LineSocket<Said>; readonly since: number }

/** Opens sockets until one has its place, notices when it is dead, and comes back. */
export function createLine<Heard extends { readonly type: string }, Said extends object>(
  ports: LinePorts,
  talk: Talk<Heard, Said>,
  events: LineEvents<Heard>,
): Line<Said> {
  const { clock } = ports
  let state: State<Said> = { is: 'closed' }
  let backoff: Backoff = FRESH
  let ticketsRefused = 0
  let heardAt = Number.NEGATIVE_INFINITY
  let saidAt = Number.NEGATIVE_INFINITY
  let heardCount = 0
  /** D1: what the server said of its coming back. */
  let comeBackMs: number | null = null
  let isQuietUntil = 0
  const rivals = createRivals(ports, {
    won: takeOver,
    over() {
      if (state.is === 'racing') tryAgain()
    },
  })

  function tryAgain(): void {
    const next = nextTry(backoff, ports.random())
    backoff = next.backoff
    if (next.delayMs === 0) void connect()
    else pause(next.delayMs)
  }

  function pause(ms: number): void {
    state = { is: 'pausing', cancel: clock.after(ms, () => void connect()) }
  }

  function lost(): void {
    if (clock.elapsed() >= isQuietUntil) events.lost()
  }

  /** A rival is open: whatever the line ran over or waited for, it goes on over this one. */
  function takeOver(socket: Socket): void {
    const before = state
    leave()
    if (before.is === 'seated') {
      backoff = afterLoss(backoff, clock.elapsed() - before.since)
      lost()
    }
    void connect(socket)
  }

  async function connect(opened: Socket | null = null): Promise<void> {
    if (talk.asksWhenOpen) {
      const socket = listen(opened, null)
      if (opened !== null) void ask(socket)
      return
    }
    const asking: State<Said> = { is: 'asking' }
    state = asking
    const first = talk.first(heardCount)
    // Nothing is waited for where nothing had to be asked.
    const outcome = first instanceof Promise ? await first : first
    if (state !== asking) return
    if (outcome.ok) {
      // One that stood open and silent meanwhile may be closed by now (C1).
      if (opened === null || first instanceof Promise) listen(null, outcome.say)
      else begin(listen(opened, outcome.say), outcome.say)
    } else haveNone(outcome.why)
  }

  async function ask(socket: LineSocket<Said>): Promise<void> {
    const outcome = await talk.first(heardCount)
    if (!isCurrent(socket)) return
    if (outcome.ok) begin(socket, outcome.say)
    else haveNone(outcome.why)
  }

  function haveNone(why: Extract<FirstWords<Said>, { ok: false }>['why']): void {
    if (why !== 'retry') {
      refuse(why === 'ended' ? 'ended' : 'ticket-refused')
      return
    }
    leave()
    lost()
    tryAgain()
  }

  /** On one that is open already, or on a new one, where `first` is said once it opens. */
  function listen(opened: Socket | null, first: Said | null): LineSocket<Said> {
    const socket: LineSocket<Said> = createLineSocket(opened ?? ports.openSocket(), ports.clock, talk, {
      opened: () => (first === null ? void ask(socket) : begin(socket, first)),
      message: (message) => heard(socket, message),
      fell,
      heardCount: () => heardCount,
    })
    state = { is: 'opening', socket }
    return socket
  }

  function begin(socket: LineSocket<Said>, first: Said): void {
    saidAt = clock.elapsed()
    socket.say(first)
    talk.said?.()
  }

  function heard(socket: LineSocket<Said>, message: Heard): void {
    heardAt = clock.elapsed()
    if (talk.seats(message)) {
      ticketsRefused = 0
      isQuietUntil = 0
      heardCount = -1
      if (state.is !== 'seated') state = { is: 'seated', socket, since: clock.elapsed() }
    }
    if (state.is === 'seated') {
      rivals.stop()
      socket.pingLater()
    }
    if (isDraining(message)) {
      comeBackMs = message.comeBackMs
      isQuietUntil = clock.elapsed() + comeBackMs + EXPECTED_BACK_MS
    } else if (message.type !== 'pong') {
      heardCount += 1
      events.message(message)
    }
  }

  function fell(reason: Reason | undefined): void {
    if (state.is === 'seated') backoff = afterLoss(backoff, clock.elapsed() - state.since)
    if (reason === 'resume-refused') {
      // The server is there and has answered: no reason to wait before joining anew.
      talk.forget()
      backoff = FRESH
    }
    if (reason === 'ticket-refused') ticketsRefused += 1
    if (reason !== undefined && (!REASONS[reason].retry || ticketsRefused >= TICKETS_TRIED)) {
      refuse(reason)
      return
    }
    state = { is: 'closed' }
    lost()
    const delayMs = comeBackMs
    comeBackMs = null
    if (delayMs !== null) {
      // This was the first try.
      backoff = nextTry(FRESH, 0).backoff
      pause(delayMs)
    } else if (reason === undefined && rivals.areRacing()) state = { is: 'racing' }
    else tryAgain()
  }

  function refuse(reason: Reason): void {
    close()
    events.refused(reason)
  }

  function close(): void {
    rivals.stop()
    leave()
    talk.forget()
  }

  function leave(): void {
    const before = state
    state = { is: 'closed' }
    if (before.is === 'pausing') before.cancel()
    if ('socket' in before) before.socket.close()
  }

  function isCurrent(socket: LineSocket<Said>): boolean {
    return 'socket' in state && state.socket === socket
  }

  return {
    open() {
      if (state.is === 'closed') void connect()
    },
    send(message) {
      if (state.is !== 'seated') return false
      state.socket.say(message)
      return true
    },
    nudge() {
      if (state.is === 'seated') state.socket.ping(NUDGED_PONG_WITHIN_MS)
      if (state.is === 'seated' || state.is === 'racing') rivals.race('now')
      if (state.is !== 'pausing' && state.is !== 'asking') return
      leave()
      backoff = FRESH
      tryAgain()
    },
    doubt() {
      if (state.is === 'closed' || state.is === 'asking') return
      // What opens the place opens it once: whoever has asked for it is not overtaken by one that asks again.
      const lately = Math.max(heardAt + BELIEVED_MS, state.is === 'opening' ? saidAt + ANSWERED_WITHIN_MS : 0)
      if (clock.elapsed() < lately) return
      if (state.is === 'seated' && !rivals.areRacing()) state.socket.ping(NUDGED_PONG_WITHIN_MS)
      rivals.race('soon')
      if (state.is === 'opening' || state.is === 'pausing') {
        leave()
        state = { is: 'racing' }
      }
    },
    close,
  }
}

function isDraining(message: { readonly type: string }): message is ServerMessageOf<'draining'> {
  return message.type === 'draining'
}
