import type { ParticipantId } from '../../contract/ids.ts'
import type { ServerMessage } from '../../contract/server-messages.ts'
import type { Effect, Welcome } from './effects.ts'
import { isKnown, type Room, type Seat, seen } from './seat.ts'

/** To everybody connected in the room but one. W1: nobody before the door hears it. */
export function tellOthers(room: Room, about: ParticipantId, message: ServerMessage, effects: Effect[]): void {
  for (const seat of room.seats) {
    if (seat.is === 'present' && seat.who.id !== about) effects.push({ do: 'send', page: seat.page, message })
  }
}

/** To the doctor, who alone learns of people before the door. */
export function tellDoctor(room: Room, message: ServerMessage, effects: Effect[]): void {
  for (const seat of room.seats) {
    if (seat.is === 'present' && seat.who.role === 'doctor') effects.push({ do: 'send', page: seat.page, message })
  }
}

/** About somebody's comings and goings, to those who know of them. */
export function tellWhoKnows(room: Room, seat: Seat, message: ServerMessage, effects: Effect[]): void {
  if (seat.place.at === 'door') tellDoctor(room, message, effects)
  else tellOthers(room, seat.who.id, message, effects)
}

/** The whole room as one person in it may see it. */
export function snapshot(room: Room, seat: Seat, type: 'joined' | 'resumed'): Welcome {
  const others = room.seats.filter((other) => other.who.id !== seat.who.id)
  return {
    type,
    you: seen(seat),
    participants: others.filter(isKnown).map(seen),
    waiting: seat.who.role === 'doctor' ? others.filter(isExpectedAtDoor).map(seen) : [],
    relayOnly: room.relayOnly,
  }
}

function isExpectedAtDoor(seat: Seat): boolean {
  return seat.place.at === 'door' && !(seat.is === 'away' && seat.links === 'given-up')
}
