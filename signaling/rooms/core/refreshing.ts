import { entryNotes, isFull } from './coming.ts'
import type { Effect, Step } from './effects.ts'
import type { RoomEvent } from './events.ts'
import { tick } from './going.ts'
import { newAtDoor, type Room, type Seat, seatOf, seen, withSeat } from './seat.ts'
import { tellDoctor } from './telling.ts'

type Away = Extract<Seat, { is: 'away' }>

/**
 * Q4: a page without scripts says that somebody is there. Without a seat they get one before the door, when there is one. A live page
 * of theirs is left its seat.
 */
export function refresh(before: Room, event: Extract<RoomEvent, { type: 'refresh' }>): Step<Room> {
  const { who, entry, now, at } = event
  // What is overdue is overdue, whether the timer has come round to it or not.
  const { room, effects: overdue } = tick(before, now)
  const effects = [...overdue]
  const seat = seatOf(room, who.id)
  if (seat === undefined) {
    if (isFull(room, who)) return { room, effects }
    effects.push(...entryNotes(room, who, entry))
    return sit(room, { ...fresh(now), who, place: newAtDoor(at, entry === 'held') }, 'user-waiting', effects)
  }
  if (seat.is !== 'away') return { room, effects }
  if (seat.place.at === 'room') return { room: stillThere(room, seat, now), effects }
  const back: Away = { ...seat, ...fresh(now), who }
  if (seat.links === 'given-up') {
    effects.push({ do: 'note-joined', id: who.id })
    return sit(room, back, 'user-waiting', effects)
  }
  return seat.kept === 'by-refresh' ? { room: withSeat(room, back), effects } : sit(room, back, 'user-back', effects)
}

function fresh(now: number) {
  return { is: 'away', kept: 'by-refresh', lostAt: now, links: 'kept' } as const
}

function sit(room: Room, seat: Away, tell: 'user-waiting' | 'user-back', effects: Effect[]): Step<Room> {
  const next = withSeat(room, seat)
  const participant = seen(seat)
  tellDoctor(next, tell === 'user-back' ? { type: tell, from: participant.id } : { type: tell, participant }, effects)
  return { room: next, effects }
}

/** Admitted, and on the way to a page that can come in; one that lost its line inside is not this one. */
function stillThere(room: Room, seat: Away, now: number): Room {
  if (seat.kept !== 'by-refresh' || seat.links === 'given-up') return room
  return withSeat(room, { ...seat, lostAt: now })
}
