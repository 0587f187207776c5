import type { DeskMessage } from '../contract/desk-messages.ts'
import type { ClosingReason } from '../contract/reasons.ts'
import type { ServerMessage } from '../contract/server-messages.ts'

/** One client's socket as the hub sees it. The adapter in signaling/server.ts and the tests' in-memory pair both are one. */
export interface Connection {
  /** The client's address, for limits alone; never logged. */
  readonly address: string
  /** Hands a message over, in order. False: too much is waiting to be read, close with `slow-reader` (L2), or closed already. */
  send(message: ServerMessage | DeskMessage): boolean
  /** Closes with the reason's code, after what was sent before. Harmless when closed already. May say `closed` at once. */
  close(reason: ClosingReason): void
}

export type Frame = { text: string } | 'binary' | 'too-large'

/** What the hub wants to hear of a connection it was given by `hub.connected(connection)`. */
export interface ConnectionEvents {
  /** A text frame, or what was wrong with it. */
  frame(frame: Frame): void
  /** The socket is gone, for whatever reason. Said once. */
  closed(): void
}
