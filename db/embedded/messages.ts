import type { Trouble } from './trouble.ts'

/** What the main thread and the store's two threads say to each other. */
export interface ThreadData {
  readonly role: 'writer' | 'reader'
  readonly folder: string
  /** The most pages of 4 KiB the file may have. */
  readonly maxPages: number | null
}

export interface Request {
  readonly id: number
  readonly call: string
  readonly args: readonly unknown[]
}

/** The first request is `open`; `close` is the last message. */
export type ToThread = Request | 'close'

export type Reply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly trouble: Trouble }

/** Replies of one commit come together. */
export type FromThread = readonly Reply[]
