import type { Arrival } from '../../../signaling/contract/desk.ts'

/** One person's part in one meeting. Ids of participants are their own, but nothing here should rest on it. */
export function arrivalKey({ roomId, participant }: Pick<Arrival, 'roomId' | 'participant'>): string {
  return `${roomId} ${participant.id}`
}

/** Who has come since: whoever was not there before. Somebody who only lost their line and is back has been there all along. */
export function newcomers(before: readonly Arrival[], after: readonly Arrival[]): readonly Arrival[] {
  const known = new Set(before.map(arrivalKey))
  return after.filter((arrival) => !known.has(arrivalKey(arrival)))
}
