import type { Clock } from './clock.ts'
import type { Socket } from './line-socket.ts'

/** A socket that is opened beside one whose other end may be gone, and another one when it does not open soon. */
export interface Rivals {
  /** Goes on for as long as this is said again; begins now, or leaves the old one time to answer. */
  race(begins: 'now' | 'soon'): void
  stop(): void
  areRacing(): boolean
}

export interface RivalsEvents {
  /** This one is open. */
  won(socket: Socket): void
  /** Nobody asks for it any more, and none has opened. */
  over(): void
}

const SOON_MS = 500
/** One event makes a browser say several things. */
const ALIKE_MS = 250
const SAID_AGAIN_WITHIN_MS = 1_500
/**
 * A connection that is held up asks again after 1, 3, 7, 15 seconds (RFC 6298): given up after two and made anew, it asks each second. The
 * one before is given up because a browser lets only one at a time through to a server (RFC 6455, 4.1). More often would be slower: Chromium
 * holds each new one back by up to five seconds once some thirty have failed in a few minutes, so those that come late get more time.
 */
function patienceMs(openedBefore: number): number {
  if (openedBefore < 15) return 2_000
  return openedBefore < 20 ? 4_000 : 8_000
}

export function createRivals(
  { clock, openSocket }: { clock: Clock; openSocket: () => Socket },
  events: RivalsEvents,
): Rivals {
  let current: Socket | null = null
  let opened = 0
  let openedAt = Number.NEGATIVE_INFINITY
  let until = 0
  let stopTimer: (() => void) | null = null

  function another(): void {
    giveUp()
    if (clock.elapsed() > until) {
      stopTimer = null
      events.over()
      return
    }
    stopTimer = clock.after(patienceMs(opened), another)
    opened += 1
    openedAt = clock.elapsed()
    const socket = openSocket()
    current = socket
    socket.onopen = () => {
      current = null
      stop()
      events.won(socket)
    }
    socket.onclose = () => {
      if (current === socket) current = null
    }
  }

  function giveUp(): void {
    if (current === null) return
    current.onopen = null
    current.close()
    current = null
  }

  function stop(): void {
    stopTimer?.()
    stopTimer = null
    opened = 0
    const late = current
    current = null
    // Closed before it is open, a browser complains of it to whoever reads the console.
    if (late !== null) late.onopen = () => late.close()
  }

  return {
    race(begins) {
      until = clock.elapsed() + SAID_AGAIN_WITHIN_MS
      if (begins === 'soon') stopTimer ??= clock.after(SOON_MS, another)
      else if (stopTimer === null || clock.elapsed() - openedAt > ALIKE_MS) {
        stopTimer?.()
        another()
      }
    },
    stop,
    areRacing: () => stopTimer !== null,
  }
}
