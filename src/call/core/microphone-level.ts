/**
 * Whether somebody's microphone brings anything. `silent`: it is open, and for five seconds nothing came of it that anybody could hear; once
 * it was heard, only a silence that no room has counts, for people do stop talking.
 */
export interface Hearing {
  readonly is: 'listening' | 'heard' | 'silent'
  /** When it last brought what would have to come. */
  readonly sinceMs: number
}

/** A voice at arm's length, as a share of the loudest there is. */
const VOICE = 0.04
/** One step of sixteen bits, which is less than any open microphone brings: it is switched off somewhere. */
const NOTHING = 0.00004
export const SILENT_AFTER_MS = 5_000

export function startHearing(nowMs: number): Hearing {
  return { is: 'listening', sinceMs: nowMs }
}

/** `level`: the loudest of a moment, 0 to 1. */
export function hear(before: Hearing, level: number, nowMs: number): Hearing {
  if (level > VOICE) return { is: 'heard', sinceMs: nowMs }
  const sinceMs = before.is === 'heard' && level > NOTHING ? nowMs : before.sinceMs
  return { is: nowMs - sinceMs >= SILENT_AFTER_MS ? 'silent' : before.is, sinceMs }
}
