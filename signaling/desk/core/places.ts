import type { Arrival } from '../../contract/desk.ts'
import type { ParticipantId, RoomId } from '../../contract/ids.ts'

/**
 * Q1: how many people of the doctor's other meetings are before each. `arrivals` in the order of arrivalsOf. Who is there for the same
 * visit goes in with them and stands in nobody's way.
 */
export function placesOf(arrivals: readonly Arrival[]): Map<ParticipantId, number> {
  const places = new Map<ParticipantId, number>()
  const ofRoom = new Map<RoomId, number>()
  for (const [before, { roomId, participant }] of arrivals.entries()) {
    const together = ofRoom.get(roomId) ?? 0
    places.set(participant.id, before - together)
    ofRoom.set(roomId, together + 1)
  }
  return places
}
