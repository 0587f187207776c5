import { FILE_LIMITS } from '../../../signaling/contract/file-limits.ts'

/**
 * How fast a file may go so that it takes only what the call leaves: the idea of LEDBAT (RFC 6817) over our own receipts. A receipt that takes
 * longer than the quickest of late means that bytes wait in a queue somewhere, and in the same queue waits the sound.
 */
export interface Pace {
  /** So many bytes may be without a receipt. */
  readonly window: number
  /** Up to there it doubles with each round, until something queues. */
  readonly startsUntil: number
  /** The quickest receipt since `since`, in ms: what the way takes when nothing waits on it. */
  readonly quickest: number
  /** How long the last few took: a queue that stands makes all of them late, a busy device or a radio only some. */
  readonly lately: readonly number[]
  readonly since: number
  readonly flights: readonly Flight[]
}

interface Flight {
  readonly file: string
  /** Where the piece ends in its file. */
  readonly end: number
  readonly bytes: number
  readonly at: number
}

const SMALLEST_PIECE = 1_000
const FIRST_WINDOW = 2_000
const LARGEST_WINDOW = 512_000
/** The most that a file may add to the way of a word. */
const MOST_QUEUED_MS = 50
/** From time to time all but one piece is let through first, or the file's own queue would pass for the way itself. */
const LOOK_ANEW_MS = 20_000
const LATELY = 4
/** Of a window so small that one piece more is much: it grows slowly, for what that does is seen a few receipts later. */
const SMALL_WINDOW = 3_000
const SMALL_STEP = 1 / 8

export function newPace(now: number): Pace {
  return {
    window: FIRST_WINDOW,
    startsUntil: LARGEST_WINDOW,
    quickest: Number.POSITIVE_INFINITY,
    lately: [],
    since: now,
    flights: [],
  }
}

/** Bytes that may go now, as one piece; 0: none. */
export function roomFor({ window, flights }: Pace): number {
  const piece = pieceOf(window)
  return flights.length === 0 || inFlight(flights) + piece <= window ? piece : 0
}

export function sentPiece(pace: Pace, flight: Flight): Pace {
  return { ...pace, flights: [...pace.flights, flight] }
}

export function receiptCame(pace: Pace, file: string, end: number, now: number): Pace {
  const index = pace.flights.findIndex((flight) => flight.file === file && flight.end === end)
  const flight = pace.flights[index]
  if (flight === undefined) return pace
  const flights = pace.flights.slice(index + 1)
  const tookMs = now - flight.at
  if (now - pace.since > LOOK_ANEW_MS) return { ...lookAnew(pace, now), flights }
  // From before the new look: it stood in the old queue.
  if (flight.at < pace.since) return { ...pace, flights }
  const quickest = Math.min(pace.quickest, tookMs)
  const lately = [...pace.lately, tookMs].slice(-LATELY)
  const had = inFlight(pace.flights) - inFlight(flights)
  const isStarting = pace.window < pace.startsUntil
  if (isStarting && tookMs - quickest > MOST_QUEUED_MS) {
    return { ...pace, quickest, lately, flights, window: atLeast(pace.window / 2), startsUntil: 0 }
  }
  const more = isStarting ? had : change(pace.window, Math.min(...lately) - quickest, had)
  return { ...pace, quickest, lately, flights, window: Math.min(atLeast(pace.window + more), LARGEST_WINDOW) }
}

/** Of a file that was stopped no receipts come. */
export function forgetFiles(pace: Pace, isUnderWay: (file: string) => boolean): Pace {
  return { ...pace, flights: pace.flights.filter(({ file }) => isUnderWay(file)) }
}

function lookAnew({ window }: Pace, now: number): Pace {
  return { ...newPace(now), window: Math.min(window, FIRST_WINDOW), startsUntil: window * 0.7 }
}

/** Up, and down to half when a whole `MOST_QUEUED_MS` too much queues. */
function change(window: number, queuedMs: number, had: number): number {
  const off = Math.max((MOST_QUEUED_MS - queuedMs) / MOST_QUEUED_MS, -1)
  return off * had * (off <= 0 ? 1 / 2 : window < SMALL_WINDOW ? SMALL_STEP : pieceOf(window) / window)
}

function atLeast(window: number): number {
  return Math.max(window, SMALLEST_PIECE)
}

/** Small on a thin line, where a large one would be a queue by itself. */
function pieceOf(window: number): number {
  return Math.min(Math.max(Math.floor(window / 4), SMALLEST_PIECE), FILE_LIMITS.piece)
}

function inFlight(flights: readonly Flight[]): number {
  return flights.reduce((sum, { bytes }) => sum + bytes, 0)
}
