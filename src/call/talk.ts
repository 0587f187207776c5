/** What to say first on a new socket, or why there is nothing to say. `retry`: the server or the network is away, or asks for patience. */
export type FirstWords<Said> =
  | { readonly ok: true; readonly say: Said }
  | { readonly ok: false; readonly why: 'ended' | 'refused' | 'retry' }

/** How a page gets its place at the other end, and what is said there. */
export interface Talk<Heard, Said> {
  /** `heard`: how many messages since the place was last given (R4). */
  first(heard: number): FirstWords<Said> | Promise<FirstWords<Said>>
  /** Asks for them on an open socket alone: while nobody listens, nobody is asked. */
  readonly asksWhenOpen?: boolean
  /** The first words were said. */
  said?(): void
  /** Is this something the server of this version says? */
  isMessage(value: unknown): value is Heard
  /** Does it give this socket its place? Asked of each message. */
  seats(message: Heard): boolean
  /** The place from before is gone: the next first words are to ask for a new one. */
  forget(): void
}
