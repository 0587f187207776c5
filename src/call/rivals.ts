import type { Clock } from './clock.ts'
import type { Socket } from './line.ts'

/** Sockets that are opened beside one whose other end may be gone. */
export interface Rivals {
  /** Goes on for as long as this is said again. */
  race(): void
  stop(): void
  areRacing(): boolean
}

/** One that was held up tries again after 1, 3, 7, 15 seconds (RFC 6298): a fresh one each second finds the way open sooner. */
const EVERY_MS = 1_000
const SAID_AGAIN_WITHIN_MS = 1_500
const MOST = 4

/** `won`: this one is open, and the others are gone. */
export function createRivals(
  { clock, openSocket }: { clock: Clock; openSocket: () => Socket },
  won: (socket: Socket) => void,
): Rivals {
  let sockets: readonly Socket[] = []
  let until = 0
  let stopTimer: (() => void) | null = null

  function another(): void {
    if (clock.elapsed() > until) {
      stop()
      return
    }
    stopTimer = clock.after(EVERY_MS, another)
    const [eldest] = sockets
    if (eldest !== undefined && sockets.length === MOST) letGo(eldest)
    const socket = openSocket()
    sockets = [...sockets, socket]
    socket.onopen = () => {
      sockets = sockets.filter((one) => one !== socket)
      stop()
      won(socket)
    }
    socket.onclose = () => letGo(socket)
  }

  function letGo(socket: Socket): void {
    sockets = sockets.filter((one) => one !== socket)
    socket.onopen = null
    socket.onclose = null
    socket.close()
  }

  function stop(): void {
    stopTimer?.()
    stopTimer = null
    for (const socket of sockets) letGo(socket)
  }

  return {
    race() {
      until = clock.elapsed() + SAID_AGAIN_WITHIN_MS
      stopTimer ??= clock.after(EVERY_MS, another)
    },
    stop,
    areRacing: () => stopTimer !== null,
  }
}
