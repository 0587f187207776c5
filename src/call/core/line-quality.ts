import type { MediaState } from '../../../signaling/contract/participant.ts'

/** Counters of one link since it began, and the round trip as last measured. */
export interface Reading {
  readonly at: number
  readonly packetsReceived: number
  readonly packetsLost: number
  readonly roundTripMs: number | null
}

export type Network = MediaState['network']

const WINDOW_MS = 10_000
/** Of fewer packets a share says nothing. */
const FEWEST_PACKETS = 100
const POOR = { loss: 0.08, roundTripMs: 800 }
const FAIR = { loss: 0.03, roundTripMs: 400 }

export function withReading(readings: readonly Reading[], reading: Reading): readonly Reading[] {
  return [...readings.filter(({ at }) => at > reading.at - WINDOW_MS), reading]
}

/** Loss over the window and the middle round trip in it. */
export function networkOf(readings: readonly Reading[]): Network {
  const first = readings[0]
  const last = readings.at(-1)
  if (first === undefined || last === undefined) return 'good'
  const lost = Math.max(0, last.packetsLost - first.packetsLost)
  const expected = Math.max(0, last.packetsReceived - first.packetsReceived) + lost
  const loss = expected >= FEWEST_PACKETS ? lost / expected : 0
  const roundTrips = readings.flatMap(({ roundTripMs }) => roundTripMs ?? []).sort((a, b) => a - b)
  const roundTripMs = roundTrips[Math.floor(roundTrips.length / 2)] ?? 0
  if (loss > POOR.loss || roundTripMs > POOR.roundTripMs) return 'poor'
  return loss > FAIR.loss || roundTripMs > FAIR.roundTripMs ? 'fair' : 'good'
}
