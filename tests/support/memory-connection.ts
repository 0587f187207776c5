import type { ClosingReason } from '../../signaling/contract/reasons.ts'
import type { Connection, ConnectionEvents, Frame } from '../../signaling/rooms/connection.ts'
import { type Heard, type HeardOf, isHeard, type MaySay } from './heard.ts'

/**
 * A client and its line to the hub, in memory. What either side says waits on the line until a test delivers it, so delay, reordering
 * between lines and loss are method calls. `instant` lines deliver at once.
 */
export interface MemoryClient {
  say(message: MaySay): void
  /** Anything at all, as a frame. */
  sayFrame(frame: Frame): void
  /** Lets what the client said reach the hub: all of it, or the first so many. */
  deliverUp(count?: number): void
  /** Lets what the hub said reach the client. */
  deliverDown(count?: number): void
  /** The line is cut: nothing more arrives on either side; the hub hears of it. */
  cut(): void
  /** The line is dead and nobody knows: nothing more arrives on either side, nobody hears of it. */
  goDead(): void
  /** The client stops reading: from here on the hub's messages do not fit any more. */
  stopReading(): void
  /** Everything that arrived, in order. */
  readonly heard: readonly Heard[]
  /** The last of that type, which must have arrived. */
  last<T extends Heard['type']>(type: T): HeardOf<T>
  all<T extends Heard['type']>(type: T): HeardOf<T>[]
  /** Why the hub closed, once that has arrived. */
  readonly closed: ClosingReason | null
}

export interface MemoryLineOptions {
  address?: string
  instant?: boolean
}

export function connect(
  hub: { connected(connection: Connection): ConnectionEvents },
  { address = '192.0.2.1', instant = true }: MemoryLineOptions = {},
): MemoryClient {
  const up: Frame[] = []
  const down: (Heard | { close: ClosingReason })[] = []
  const heard: Heard[] = []
  let closed: ClosingReason | null = null
  let hubClosed = false
  let dead = false
  let reads = true

  // Null while the hub is being told of the line: it may close it at once.
  let events: ConnectionEvents | null = null
  events = hub.connected({
    address,
    send(message) {
      if (hubClosed) return false
      if (!reads) return false
      if (!isHeard(message)) throw new Error(`The hub said what no server may say: ${JSON.stringify(message)}`)
      // As over a real line: a copy, so that nobody's later change shows.
      down.push(structuredClone(message))
      if (instant) deliverDown()
      return true
    },
    close(reason) {
      if (hubClosed) return
      hubClosed = true
      down.push({ close: reason })
      if (instant) deliverDown()
      events?.closed()
    },
  })

  function deliverUp(count = up.length): void {
    for (const frame of up.splice(0, count)) if (!dead && !hubClosed) events?.frame(frame)
  }

  function deliverDown(count = down.length): void {
    for (const message of down.splice(0, count)) {
      if (dead) continue
      if ('close' in message) closed = message.close
      else heard.push(message)
    }
  }

  return {
    say: (message) => sayFrame({ text: JSON.stringify(message) }),
    sayFrame,
    deliverUp,
    deliverDown,
    cut() {
      dead = true
      if (hubClosed) return
      hubClosed = true
      events?.closed()
    },
    goDead() {
      dead = true
    },
    stopReading() {
      reads = false
    },
    heard,
    last(type) {
      const found = heard.findLast((message): message is HeardOf<typeof type> => message.type === type)
      if (found === undefined) throw new Error(`No ${type} arrived; but: ${heard.map((one) => one.type).join(', ')}`)
      return found
    },
    all: (type) => heard.filter((message): message is HeardOf<typeof type> => message.type === type),
    get closed() {
      return closed
    },
  }

  function sayFrame(frame: Frame): void {
    up.push(frame)
    if (instant) deliverUp()
  }
}
