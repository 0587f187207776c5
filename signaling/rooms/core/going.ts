import type { ParticipantId } from '../../contract/ids.ts'
import { LIMITS } from '../../contract/limits.ts'
import { type Effect, NOTHING, type Step } from './effects.ts'
import type { RoomEvent } from './events.ts'
import { type Room, type Seat, seatOf, withoutSeat, withSeat } from './seat.ts'
import { tellWhoKnows } from './telling.ts'

/** R1: the seat stays, the others see "reconnecting". */
export function lost(room: Room, event: Extract<RoomEvent, { type: 'lost' }>): Step<Room> {
  const seat = seatOf(room, event.id)
  if (seat === undefined || seat.is === 'away') return { room, effects: NOTHING }
  const { who, place } = seat
  const next = withSeat(room, {
    is: 'away',
    who,
    place,
    kept: 'for-its-page',
    lostAt: event.now,
    links: 'kept',
  })
  const effects: Effect[] = []
  tellWhoKnows(next, seat, { type: 'user-away', from: who.id }, effects)
  return { room: next, effects }
}

/** R1: judges everybody away by the time it is. */
export function tick(room: Room, now: number): Step<Room> {
  let next = room
  const effects: Effect[] = []
  for (const seat of room.seats) {
    if (seat.is !== 'away') continue
    const ago = now - seat.lostAt
    if (seat.links !== 'given-up' && ago >= givenUpAfter(seat)) {
      next = withSeat(next, { ...seat, links: 'given-up' })
      tellOfLeaving(next, seat, 'lost', ago, effects)
    }
    if (ago >= freeAfter(seat)) {
      next = withoutSeat(next, seat.who.id)
      effects.push({ do: 'free', id: seat.who.id })
    }
  }
  return { room: next, effects }
}

/** When the next `tick` has something to do, on the hub's even clock. */
export function nextDeadline(room: Room): number | null {
  let next: number | null = null
  for (const seat of room.seats) {
    if (seat.is !== 'away') continue
    const due = seat.lostAt + (seat.links === 'given-up' ? freeAfter(seat) : givenUpAfter(seat))
    if (next === null || due < next) next = due
  }
  return next
}

type Away = Extract<Seat, { is: 'away' }>

function givenUpAfter(seat: Away): number {
  return seat.kept === 'by-refresh' ? LIMITS.refreshMs : LIMITS.awayMs
}

function freeAfter(seat: Away): number {
  return seat.place.at === 'door' ? LIMITS.placeMs : LIMITS.resumeMs
}

export function leave(room: Room, seat: Seat): Step<Room> {
  return go(room, seat, 'left')
}

export function remove(room: Room, id: ParticipantId): Step<Room> {
  const seat = seatOf(room, id)
  return seat === undefined ? { room, effects: NOTHING } : go(room, seat, 'removed')
}

/** M1: the seat is no part of the meeting any more, so nothing is written down of its leaving. */
export function gone(room: Room, from: ParticipantId): Step<Room> {
  const seat = seatOf(room, from)
  if (seat === undefined) return { room, effects: NOTHING }
  const next = withoutSeat(room, from)
  const effects: Effect[] = []
  if (seat.is !== 'away') effects.push({ do: 'close', page: seat.page, reason: 'removed' })
  if (seat.is !== 'away' || seat.links !== 'given-up') {
    tellWhoKnows(next, seat, { type: 'user-left', from, reason: 'removed' }, effects)
  }
  effects.push({ do: 'free', id: from })
  return { room: next, effects }
}

function go(room: Room, seat: Seat, why: 'left' | 'removed'): Step<Room> {
  const next = withoutSeat(room, seat.who.id)
  const effects: Effect[] = []
  if (seat.is !== 'away') effects.push({ do: 'close', page: seat.page, reason: why })
  if (seat.is !== 'away' || seat.links !== 'given-up') tellOfLeaving(next, seat, why, 0, effects)
  if (needsAdmission(room, seat)) effects.push({ do: 'note-shut', id: seat.who.id, why: 'gone' })
  effects.push({ do: 'free', id: seat.who.id })
  return { room: next, effects }
}

/** Who goes, or is taken out, comes back by the doctor's word alone; who is lost has not gone. */
function needsAdmission(room: Room, seat: Seat): boolean {
  return room.admission === 'by-doctor' && seat.place.at === 'room' && seat.who.role !== 'doctor'
}

function tellOfLeaving(room: Room, seat: Seat, why: 'left' | 'lost' | 'removed', ago: number, effects: Effect[]): void {
  tellWhoKnows(room, seat, { type: 'user-left', from: seat.who.id, reason: why }, effects)
  effects.push({ do: 'note-left', id: seat.who.id, ago, why })
}
