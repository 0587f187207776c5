import type { ParticipantId } from '../../contract/ids.ts'
import { letIn, welcomeBeforeDoor } from './coming.ts'
import { type Effect, NOTHING, type Step } from './effects.ts'
import { backAtDoor, inRoom, isKnown, type Room, type Seat, seatOf, seen, withSeat } from './seat.ts'
import { tellDoctor, tellOthers } from './telling.ts'

/** The doctor opens the door to one person; null when nobody of that id is there for it. Who is inside already is not let in twice. */
export function admit(room: Room, id: ParticipantId): Step<Room> | null {
  const seat = seatOf(room, id)
  if (seat === undefined || seat.who.role === 'doctor') return null
  if (seat.is === 'away' && seat.links === 'given-up') return null
  if (seat.place.at === 'room') return { room, effects: NOTHING }
  const effects: Effect[] = [{ do: 'note-admitted', id, by: 'doctor' }]
  if (seat.is === 'waiting') return letIn(room, seat.who, seat.page, inRoom(seat.place), 'admitted', effects)
  if (seat.is !== 'away') return null
  // Their line fell while they waited, or their page cannot come in: the door stands open for when they are back.
  const admitted: Seat = { ...seat, place: inRoom(seat.place), links: 'none' }
  const next = withSeat(room, admitted)
  tellOthers(next, id, { type: 'user-joined', participant: seen(admitted) }, effects)
  return { room: next, effects }
}

/** H1: the doctor sends one person back before the door; null when nobody of that id can be. */
export function hold(room: Room, id: ParticipantId): Step<Room> | null {
  const seat = seatOf(room, id)
  if (seat === undefined || seat.who.role === 'doctor') return null
  if (seat.place.at === 'door' && seat.place.held) return { room, effects: NOTHING }
  const back = atDoor(seat)
  const effects: Effect[] = [{ do: 'note-shut', id, why: 'held' }]
  const next = withSeat(room, back)
  if (seat.place.at === 'door') return { room: next, effects }
  // W1 holds again before anything is told to anybody: whoever is told finds the door shut.
  if (isKnown(seat)) tellOthers(next, id, { type: 'user-left', from: id, reason: 'held' }, effects)
  if (back.is === 'waiting') welcomeBeforeDoor(back, 'held', effects)
  if (isKnown(seat)) tellDoctor(next, { type: 'user-waiting', participant: seen(back) }, effects)
  return { room: next, effects }
}

function atDoor(seat: Seat): Exclude<Seat, { is: 'present' }> {
  const place = backAtDoor(seat.place)
  return seat.is === 'away' ? { ...seat, place } : { is: 'waiting', who: seat.who, place, page: seat.page }
}
