import type { ParticipantId } from '../../contract/ids.ts'
import { SEATS, seatKind } from '../../contract/participant.ts'
import type { Effect, How, Step, Welcome } from './effects.ts'
import type { RoomEvent } from './events.ts'
import { tick } from './going.ts'
import {
  type Entry,
  type InRoom,
  inRoom,
  newAtDoor,
  type PageId,
  type Room,
  type Seat,
  seatOf,
  seen,
  type Who,
  withSeat,
} from './seat.ts'
import { snapshot, tellDoctor, tellOthers, tellWhoKnows } from './telling.ts'

export function join(room: Room, event: Extract<RoomEvent, { type: 'join' }>): Step<Room> {
  const { who, entry, page, at } = event
  const seat = seatOf(room, who.id)
  const effects: Effect[] = []
  if (seat === undefined) {
    if (isFull(room, who)) return { room, effects: [{ do: 'close', page, reason: 'room-full' }] }
    effects.push(...entryNotes(room, who, entry))
    const place = newAtDoor(at, entry === 'held')
    if (isOpenTo(room, who, entry)) return letIn(room, who, page, inRoom(place), 'join', effects)
    return seatBeforeDoor(room, { is: 'waiting', who, place, page }, 'join', effects)
  }
  // J5: the newer page has the seat.
  if (seat.is !== 'away') effects.push({ do: 'close', page: seat.page, reason: 'replaced' })
  else if (seat.links === 'given-up') effects.push({ do: 'note-joined', id: who.id })
  if (seat.place.at === 'room') return letIn(room, who, page, { ...seat.place, media: null }, 'takeover', effects)
  const place = { ...seat.place, media: null }
  // An open room kept them before the door for want of a page that could come in. Whether they are held the seat knows best.
  if (!place.held && isOpenTo(room, who, 'new')) return letIn(room, who, page, inRoom(place), 'takeover', effects)
  return seatBeforeDoor(room, { is: 'waiting', who, place, page }, 'takeover', effects)
}

/** The doctor holds the door and is never kept before it. */
function isOpenTo(room: Room, who: Who, entry: Entry): boolean {
  return who.role === 'doctor' || entry === 'admitted' || (entry === 'new' && room.admission === 'automatic')
}

/** Who comes where the door is open to everybody is written down as admitted, first of all, so that who was sent back can be told apart. */
export function entryNotes(room: Room, who: Who, entry: Entry): Effect[] {
  const joined: Effect = { do: 'note-joined', id: who.id }
  if (room.admission !== 'automatic' || who.role === 'doctor' || entry !== 'new') return [joined]
  return [{ do: 'note-admitted', id: who.id, by: 'room' }, joined]
}

export function resume(before: Room, event: Extract<RoomEvent, { type: 'resume' }>): Step<Room> {
  const { id, page, now } = event
  // What is overdue is overdue, whether the timer has come round to it or not.
  const { room, effects: overdue } = tick(before, now)
  const seat = seatOf(room, id)
  if (seat === undefined) return { room, effects: [...overdue, { do: 'close', page, reason: 'resume-refused' }] }
  const effects = [...overdue]
  if (seat.is !== 'away') effects.push({ do: 'close', page: seat.page, reason: 'replaced' })
  const givenUp = seat.is === 'away' && seat.links === 'given-up'
  if (givenUp) effects.push({ do: 'note-joined', id })

  if (seat.place.at === 'door') {
    const back: Seat = { is: 'waiting', who: seat.who, place: seat.place, page }
    if (givenUp) return seatBeforeDoor(room, back, 'resume', effects)
    const next = withSeat(room, back)
    welcomeBeforeDoor(back, 'resume', effects)
    tellDoctor(next, { type: 'user-back', from: id }, effects)
    return { room: next, effects }
  }
  // Whose link the others gave up, or never had, comes as somebody new: both sides build it again. So does who missed nobody knows what.
  const isOutOfTouch = event.missed === null || (seat.is === 'away' && seat.links !== 'kept')
  if (isOutOfTouch) return letIn(room, seat.who, page, seat.place, 'resume', effects)
  const back: Seat = { is: 'present', who: seat.who, place: seat.place, page }
  const next = withSeat(room, back)
  effects.push({ do: 'welcome', page, who: seat.who, how: 'resume', message: { type: 'resumed' } })
  for (const message of event.missed ?? []) effects.push({ do: 'send', page, message })
  tellWhoKnows(next, back, { type: 'user-back', from: id }, effects)
  return noteWhenActive(next, effects)
}

/** Into the room as somebody new to the others, whose links start from nothing. */
export function letIn(room: Room, who: Who, page: PageId, place: InRoom, how: How, effects: Effect[]): Step<Room> {
  const seat: Seat = { is: 'present', who, place: { ...place, negotiations: [] }, page }
  const next = forgetNegotiationsWith(withSeat(room, seat), who.id)
  effects.push({ do: 'welcome', page, who, how, message: snapshot(next, seat) })
  tellOthers(next, who.id, { type: 'user-joined', participant: seen(seat) }, effects)
  return noteWhenActive(next, effects)
}

function seatBeforeDoor(room: Room, seat: Extract<Seat, { is: 'waiting' }>, how: How, effects: Effect[]): Step<Room> {
  const next = withSeat(room, seat)
  welcomeBeforeDoor(seat, how, effects)
  tellDoctor(next, { type: 'user-waiting', participant: seen(seat) }, effects)
  return { room: next, effects }
}

export function welcomeBeforeDoor(seat: Extract<Seat, { is: 'waiting' }>, how: How, effects: Effect[]): void {
  const { since, held, notes } = seat.place
  const message: Welcome = { type: 'waiting', you: seen(seat), since, held, notes: [...notes] }
  effects.push({ do: 'welcome', page: seat.page, who: seat.who, how, message })
}

function noteWhenActive(room: Room, effects: Effect[]): Step<Room> {
  if (room.active || room.seats.filter((seat) => seat.is === 'present').length < 2) return { room, effects }
  effects.push({ do: 'note-active' })
  return { room: { ...room, active: true }, effects }
}

export function isFull(room: Room, who: Who): boolean {
  const kind = seatKind(who.role)
  return room.seats.filter((seat) => seatKind(seat.who.role) === kind).length >= SEATS[kind]
}

/** Generations begin anew with a new page, on both sides. */
function forgetNegotiationsWith(room: Room, id: ParticipantId): Room {
  const seats = room.seats.map((seat): Seat => {
    if (seat.place.at !== 'room' || !seat.place.negotiations.some(({ to }) => to === id)) return seat
    const negotiations = seat.place.negotiations.filter(({ to }) => to !== id)
    const place: InRoom = { ...seat.place, negotiations }
    return seat.is === 'away' ? { ...seat, place } : { is: 'present', who: seat.who, place, page: seat.page }
  })
  return { ...room, seats }
}
