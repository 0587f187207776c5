import type { Socket } from './line.ts'

/** What of the page a line or a call wants to know. */
export interface PageSigns {
  hidden(): boolean
  /** In front or in the background. */
  onVisibility(call: () => void): void
  /** The network is there again, or is another one. */
  onNetwork(call: () => void): void
}

export const browserPage: PageSigns = {
  hidden: () => document.hidden,
  onVisibility: (call) => document.addEventListener('visibilitychange', call),
  onNetwork(call) {
    addEventListener('online', call)
    // Not in Safari and Firefox: there `online` is all there is.
    if ('connection' in navigator && navigator.connection instanceof EventTarget) {
      navigator.connection.addEventListener('change', call)
    }
  },
}

export function openSignal(): Socket {
  return new WebSocket(`${location.origin.replace(/^http/, 'ws')}/signal`)
}
