/** A piece that came through, and when. */
export interface Arrival {
  readonly atMs: number
  readonly bytes: number
}

/**
 * Kilobits a second from the first piece until then: how long that one took to get going says nothing of the line, and a line that
 * falls silent afterwards is a slow one.
 */
export function rateOf(arrivals: readonly Arrival[], untilMs: number): number {
  const [first, ...later] = arrivals
  if (first === undefined || untilMs <= first.atMs) return 0
  return (later.reduce((sum, { bytes }) => sum + bytes, 0) * 8) / (untilMs - first.atMs)
}
