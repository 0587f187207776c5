import type { Socket } from './line-socket.ts'

/** What of the page a line or a call wants to know. */
export interface PageSigns {
  hidden(): boolean
  /** In front or in the background. */
  onVisibility(call: () => void): void
  /** The machine slept, with the page in front. */
  onWake(call: () => void): void
  /** The browser says that the network is there again or is another one, or that it is gone. */
  onNetwork(call: (isThere: boolean) => void): void
}

const LOOK_MS = 2_000
/** A timer that rings so late stood still meanwhile, and so did everything else. */
const ASLEEP_MS = 10_000

export const browserPage: PageSigns = {
  hidden: () => document.hidden,
  onVisibility: (call) => document.addEventListener('visibilitychange', call),
  onWake(call) {
    let before = Date.now()
    setInterval(() => {
      const now = Date.now()
      // In the background timers ring late anyway, and coming back from there is told by `visibilitychange`.
      if (now - before > ASLEEP_MS && !document.hidden) call()
      before = now
    }, LOOK_MS)
  },
  onNetwork(call) {
    addEventListener('online', () => call(true))
    addEventListener('offline', () => call(false))
    // Of telephones with Chromium alone: elsewhere `online` is all there is. It changes with the line's speed too, which is no news here.
    if (!('connection' in navigator) || !(navigator.connection instanceof EventTarget)) return
    const { connection } = navigator
    const kind = (): unknown => Reflect.get(connection, 'type')
    let before = kind()
    connection.addEventListener('change', () => {
      if (kind() !== before) call(navigator.onLine)
      before = kind()
    })
  },
}

export function openSignal(): Socket {
  const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/signal`)
  const { send, close } = WebSocket.prototype
  // What is said to one that is closing is lost in any case, and Chromium logs an error for each word.
  socket.send = (data) => {
    if (socket.readyState <= WebSocket.OPEN) send.call(socket, data)
  }
  // And one for each that is closed before it is open; where the page goes, that goes with it.
  const going = () => {
    socket.close = () => {
      if (socket.readyState !== WebSocket.CONNECTING) close.call(socket)
    }
  }
  addEventListener('pagehide', going, true)
  socket.addEventListener('close', () => removeEventListener('pagehide', going, true))
  return socket
}
