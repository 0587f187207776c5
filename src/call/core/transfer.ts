/** A piece that came through, and when. */
export interface Arrival {
  readonly atMs: number
  readonly bytes: number
}

/** What was on its way for less than this when the look ended says nothing; a longer silence is the line's. */
const ON_ITS_WAY_MS = 1_000

/** Kilobits a second from the first piece to the last: how long the first one took to get going says nothing of the line. */
export function rateOf(arrivals: readonly Arrival[], untilMs: number): number {
  const [first, ...later] = arrivals
  const last = later.at(-1)
  if (first === undefined || last === undefined) return 0
  const endMs = untilMs - last.atMs < ON_ITS_WAY_MS ? last.atMs : untilMs
  return endMs <= first.atMs ? 0 : (later.reduce((sum, { bytes }) => sum + bytes, 0) * 8) / (endMs - first.atMs)
}
