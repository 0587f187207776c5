/** Whether a microphone that is open brings anything at all, heard as it is sent. */
export interface Stillness {
  /** When it last brought something. */
  readonly since: number
  readonly isSilent: boolean
}

/** One step of sixteen bits, which is less than any open microphone brings: it is switched off somewhere. */
const NOTHING = 0.00004
export const SILENT_AFTER_MS = 8_000

export function notSilent(now: number): Stillness {
  return { since: now, isSilent: false }
}

/** `level`: the loudest of a moment, 0 to 1. People do stop talking, so only a silence that no room has counts. */
export function listen(before: Stillness, level: number, now: number): Stillness {
  if (level > NOTHING) return notSilent(now)
  return { since: before.since, isSilent: now - before.since >= SILENT_AFTER_MS }
}
