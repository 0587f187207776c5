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

/** Sound of one link since it began. */
export interface SentSound {
  readonly energy: number
  readonly seconds: number
}

/** How loud it was between two looks, 0 to 1, a beep between them included; null where that cannot be known. */
export function loudnessOf(before: SentSound | undefined, { energy, seconds }: SentSound): number | null {
  if (before === undefined || seconds <= before.seconds || energy < before.energy) return null
  return Math.sqrt((energy - before.energy) / (seconds - before.seconds))
}

/** `level`: how loud it was since the last look, 0 to 1. People do stop talking, so only a silence that no room has counts. */
export function listen(before: Stillness, level: number, now: number): Stillness {
  if (level > NOTHING) return notSilent(now)
  return { since: before.since, isSilent: now - before.since >= SILENT_AFTER_MS }
}
