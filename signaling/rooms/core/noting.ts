import { type ClinicNote, NOTES_KEPT } from '../../contract/clinic-note.ts'
import type { ParticipantId } from '../../contract/ids.ts'
import { NOTHING, type Step } from './effects.ts'
import { type Room, type Seat, seatOf, withSeat } from './seat.ts'

/**
 * Q5: a line between the clinic and somebody who waits. Their page is told in either case: of the clinic's, and of their own as a
 * receipt. One said again is the one from before.
 */
export function note(room: Room, id: ParticipantId, said: ClinicNote): Step<Room> {
  const seat = seatOf(room, id)
  if (seat === undefined) return { room, effects: NOTHING }
  const before = seat.place.notes.find((one) => one.id === said.id && one.from === said.from)
  const next = before === undefined ? withSeat(room, withNote(seat, said)) : room
  if (seat.is === 'away') return { room: next, effects: NOTHING }
  return { room: next, effects: [{ do: 'send', page: seat.page, message: { type: 'note', note: before ?? said } }] }
}

function withNote(seat: Seat, said: ClinicNote): Seat {
  const notes = [...seat.place.notes.slice(1 - NOTES_KEPT), said]
  // Apart, because the kind of a seat and of its place go together.
  switch (seat.is) {
    case 'waiting':
      return { ...seat, place: { ...seat.place, notes } }
    case 'present':
      return { ...seat, place: { ...seat.place, notes } }
    case 'away':
      return { ...seat, place: { ...seat.place, notes } }
  }
}
