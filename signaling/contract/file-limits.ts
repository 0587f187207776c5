/** Of files between pages (PROTOCOL.md, "Between the pages"). By themselves, so that a page without files does not load them. */
export const FILE_LIMITS = {
  /** Of one file, in bytes. */
  size: 50_000_000,
  /** Of one piece of a file as it is sent, in bytes. */
  piece: 16_000,
  /** Of a frame that is text, in characters. */
  frame: 2_000,
  /** In characters, ending and all. */
  name: 120,
  /** Offers of one page to one other that are neither answered nor over. */
  open: 10,
  /** Offers of one page to one other in all. */
  offers: 100,
} as const
