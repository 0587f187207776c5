import type { ParticipantId } from '../../contract/ids.ts'
import type { ServerMessage } from '../../contract/server-messages.ts'
import type { Effect, Welcome } from './effects.ts'
import { isKnown, type Room, type Seat, seen } from './seat.ts'

/** To somebody in the room: now, or when they are back (R4). W1: nobody before the door hears it. */
export function tell(seat: Seat, message: ServerMessage, effects: Effect[]): void {
  if (seat.is === 'present') effects.push({ do: 'send', page: seat.page, message })
  else if (seat.is === 'away' && seat.place.at === 'room' && seat.links === 'kept') {
    effects.push({ do: 'keep', id: seat.who.id, message })
  }
}

/** To everybody in the room but one. */
export function tellOthers(room: Room, about: ParticipantId, message: ServerMessage, effects: Effect[]): void {
  for (const seat of room.seats) if (seat.who.id !== about) tell(seat, message, effects)
}

/** To the doctor, who alone learns of people before the door. */
export function tellDoctor(room: Room, message: ServerMessage, effects: Effect[]): void {
  for (const seat of room.seats) if (seat.who.role === 'doctor') tell(seat, message, effects)
}

/** About somebody's comings and goings, to those who know of them. */
export function tellWhoKnows(room: Room, seat: Seat, message: ServerMessage, effects: Effect[]): void {
  if (seat.place.at === 'door') tellDoctor(room, message, effects)
  else tellOthers(room, seat.who.id, message, effects)
}

/** The whole room as one person in it may see it. */
export function snapshot(room: Room, seat: Seat): Welcome {
  const others = room.seats.filter((other) => other.who.id !== seat.who.id)
  return {
    type: 'joined',
    you: seen(seat),
    participants: others.filter(isKnown).map(seen),
    waiting: seat.who.role === 'doctor' ? others.filter(isExpectedAtDoor).map(seen) : [],
    relayOnly: room.relayOnly,
  }
}

function isExpectedAtDoor(seat: Seat): boolean {
  return seat.place.at === 'door' && !(seat.is === 'away' && seat.links === 'given-up')
}
