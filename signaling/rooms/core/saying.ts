import type { ParticipantId } from '../../contract/ids.ts'
import { LIMITS } from '../../contract/limits.ts'
import { isPoorer } from '../../contract/quality-order.ts'
import type { Reason } from '../../contract/reasons.ts'
import type { ServerMessage } from '../../contract/server-messages.ts'
import { candidateToPass } from './candidate.ts'
import { isAcceptable, withRelayAddressesAlone } from './description.ts'
import { admit, hold } from './door.ts'
import { type Effect, NOTHING, type Step } from './effects.ts'
import type { RoomEvent, Said } from './events.ts'
import { leave } from './going.ts'
import { note } from './noting.ts'
import {
  type InRoom,
  isArrival,
  isKnown,
  type Line,
  type PageId,
  type Room,
  type Seat,
  seatOf,
  withSeat,
} from './seat.ts'
import { tell, tellOthers } from './telling.ts'

type Speaker = Extract<Seat, { is: 'present' }>
type Waiter = Extract<Seat, { is: 'waiting' }>
type Saying<T extends Said['type']> = Extract<Said, { type: T }>

/** What a seated page says. That it is the seat's own page has been seen to. */
export function said(room: Room, event: Extract<RoomEvent, { type: 'said' }>): Step<Room> {
  const seat = seatOf(room, event.id)
  if (seat === undefined || seat.is === 'away') return nothing(room)
  const { message } = event
  if (message.type === 'leave-room') return leave(room, seat)
  if (seat.is === 'waiting') return saidBeforeDoor(room, seat, message, event.at)
  switch (message.type) {
    case 'ice-candidate':
      return passCandidate(room, seat, message)
    case 'offer':
    case 'answer':
      return passDescription(room, seat, message)
    case 'chat-message':
      return chat(room, seat, message, event.at)
    case 'chat-received':
      return chatReceived(room, seat, message)
    case 'media-state':
      return mediaState(room, seat, message)
    case 'link-report':
      return linkReport(room, seat, message)
    case 'note':
      return writeNote(room, seat, message, event.at)
    case 'admit':
      return atTheDoor(room, seat, (room) => admit(room, message.participant))
    case 'hold':
      return atTheDoor(room, seat, (room) => hold(room, message.participant))
    case 'end-call':
      if (seat.who.role !== 'doctor') return refuse(room, seat.page, 'not-allowed')
      return { room, effects: [{ do: 'end-meeting' }] }
  }
}

/** W1: nothing passes the door but what the clinic is to know: a line to it, and how their devices stand. */
function saidBeforeDoor(room: Room, seat: Waiter, message: Said, at: number): Step<Room> {
  switch (message.type) {
    case 'note':
      return writeNote(room, seat, message, at)
    case 'media-state':
      return nothing(withSeat(room, { ...seat, place: { ...seat.place, media: message.media } }))
    default:
      return refuse(room, seat.page, 'not-admitted')
  }
}

/** Q5: with the doctor in the room there is chat. */
function writeNote(room: Room, seat: Waiter | Speaker, said: Saying<'note'>, at: number): Step<Room> {
  if (!isArrival(room, seat)) return refuse(room, seat.page, 'not-allowed')
  return note(room, seat.who.id, { id: said.id, at, from: 'person', word: null, text: said.text })
}

/** What the doctor alone may do with the door. */
function atTheDoor(room: Room, doctor: Speaker, act: (room: Room) => Step<Room> | null): Step<Room> {
  if (doctor.who.role !== 'doctor') return refuse(room, doctor.page, 'not-allowed')
  return act(room) ?? refuse(room, doctor.page, 'unknown-participant')
}

function passCandidate(room: Room, seat: Speaker, said: Saying<'ice-candidate'>): Step<Room> {
  const other = addressee(room, seat, said.to)
  if (other === null) return refuse(room, seat.page, 'unknown-participant')
  // S2: what belongs to a negotiation its own author has gone past would be added to the wrong one.
  if (said.generation < generationFor(seat.place, said.to)) return nothing(room)
  const candidate = candidateToPass(said.candidate, room.relayOnly)
  if (candidate === null) return nothing(room)
  const message = { type: 'ice-candidate', from: seat.who.id, candidate, generation: said.generation } as const
  return { room, effects: telling(other, message) }
}

function passDescription(room: Room, seat: Speaker, said: Saying<'offer' | 'answer'>): Step<Room> {
  const other = addressee(room, seat, said.to)
  if (other === null) return refuse(room, seat.page, 'unknown-participant')
  if (!isAcceptable(said.description.sdp)) return refuse(room, seat.page, 'description-refused')
  const next = withGeneration(room, seat, said.to, said.generation)
  return { room: next, effects: telling(other, described(room, seat, said)) }
}

function described(room: Room, seat: Speaker, said: Saying<'offer' | 'answer'>) {
  const { generation } = said
  const from = seat.who.id
  // Apart, because the type of the message and of its description go together.
  if (said.type === 'offer') {
    const description = room.relayOnly ? withRelayAddressesAlone(said.description) : said.description
    return { type: 'offer', from, description, generation } as const
  }
  const description = room.relayOnly ? withRelayAddressesAlone(said.description) : said.description
  return { type: 'answer', from, description, generation } as const
}

function chat(room: Room, seat: Speaker, said: Saying<'chat-message'>, at: number): Step<Room> {
  const { id, text } = said
  const from = seat.who.id
  const repeated = seat.place.lines.find((line) => line.id === id)
  if (said.to !== undefined) return chatAgain(room, seat, { id, text, to: said.to, at: repeated?.at ?? at }, repeated)
  if (repeated !== undefined) {
    // The author's page did not hear the first time: it gets its receipts again, the others nothing.
    const effects: Effect[] = [
      { do: 'send', page: seat.page, message: { type: 'chat-message', id, from, text, at: repeated.at } },
    ]
    for (const by of repeated.shownBy) {
      effects.push({ do: 'send', page: seat.page, message: { type: 'chat-delivered', id, by } })
    }
    return { room, effects }
  }
  const message = { type: 'chat-message', id, from, text, at } as const
  const effects: Effect[] = [{ do: 'send', page: seat.page, message }]
  tellOthers(room, from, message, effects)
  return { room: withLine(room, seat, { id, at, shownBy: [] }), effects }
}

/** For one who was away when the line was said to all; whether they have it already, their page knows best. */
function chatAgain(
  room: Room,
  seat: Speaker,
  line: { id: string; text: string; to: ParticipantId; at: number },
  known: Line | undefined,
): Step<Room> {
  const other = addressee(room, seat, line.to)
  if (other?.is !== 'present' || known?.shownBy.includes(line.to)) return nothing(room)
  const { id, text, at } = line
  const message = { type: 'chat-message', id, from: seat.who.id, text, at } as const
  const effects = telling(other, message)
  return known ? { room, effects } : { room: withLine(room, seat, { id, at, shownBy: [] }), effects }
}

function withLine(room: Room, seat: Speaker, line: Line): Room {
  const lines = [...seat.place.lines.slice(1 - LIMITS.chatLinesRemembered), line]
  return withPlace(room, seat, { ...seat.place, lines })
}

function chatReceived(room: Room, seat: Speaker, said: Saying<'chat-received'>): Step<Room> {
  const author = seatOf(room, said.from)
  const by = seat.who.id
  if (author === undefined || author.is === 'waiting' || author.place.at === 'door' || author === seat) {
    return nothing(room)
  }
  // Only what was said can have been shown, and once is enough.
  const line = author.place.lines.find(({ id }) => id === said.id)
  if (line === undefined || line.shownBy.includes(by)) return nothing(room)
  const lines = author.place.lines.map((one) => (one === line ? { ...line, shownBy: [...line.shownBy, by] } : one))
  const effects = telling(author, { type: 'chat-delivered', id: said.id, by })
  return { room: withPlace(room, author, { ...author.place, lines }), effects }
}

function mediaState(room: Room, seat: Speaker, said: Saying<'media-state'>): Step<Room> {
  const effects: Effect[] = []
  tellOthers(room, seat.who.id, { type: 'media-state', from: seat.who.id, media: said.media }, effects)
  const place = noteQuality({ ...seat.place, media: said.media }, seat.who.id, effects)
  return { room: withPlace(room, seat, place), effects }
}

/** N1: told to nobody; one of each link is written down, whoever says it again. */
function linkReport(room: Room, seat: Speaker, said: Saying<'link-report'>): Step<Room> {
  const { to, path, afterMs } = said
  if (addressee(room, seat, to) === null) return refuse(room, seat.page, 'unknown-participant')
  if (seat.place.linked.includes(to)) return nothing(room)
  const effects: Effect[] = [{ do: 'note-connected', id: seat.who.id, path, afterMs }]
  const place = noteQuality({ ...seat.place, linked: [...seat.place.linked, to] }, seat.who.id, effects)
  return { room: withPlace(room, seat, place), effects }
}

/** N2: written down when there is something to write, not at each message; before any link there is no line to speak of. */
function noteQuality(place: InRoom, id: ParticipantId, effects: Effect[]): InRoom {
  const quality = place.media?.network
  if (quality === undefined || place.linked.length === 0 || !isPoorer(quality, place.poorest)) return place
  effects.push({ do: 'note-quality', id, quality })
  return { ...place, poorest: quality }
}

/** Null when there is nobody of that name to be spoken to. */
function addressee(room: Room, seat: Speaker, to: ParticipantId): Seat | null {
  const other = seatOf(room, to)
  return other === undefined || other === seat || !isKnown(other) ? null : other
}

function telling(seat: Seat, message: ServerMessage): Effect[] {
  const effects: Effect[] = []
  tell(seat, message, effects)
  return effects
}

function generationFor(place: InRoom, to: ParticipantId): number {
  for (const negotiation of place.negotiations) if (negotiation.to === to) return negotiation.generation
  return 0
}

function withGeneration(room: Room, seat: Speaker, to: ParticipantId, generation: number): Room {
  if (generation <= generationFor(seat.place, to)) return room
  const others = seat.place.negotiations.filter((negotiation) => negotiation.to !== to)
  return withPlace(room, seat, { ...seat.place, negotiations: [...others, { to, generation }] })
}

function withPlace(room: Room, seat: Exclude<Seat, { is: 'waiting' }>, place: InRoom): Room {
  switch (seat.is) {
    case 'present':
      return withSeat(room, { ...seat, place })
    case 'away':
      return withSeat(room, { ...seat, place })
  }
}

function refuse(room: Room, page: PageId, reason: Reason): Step<Room> {
  return { room, effects: [{ do: 'send', page, message: { type: 'error', reason } }] }
}

function nothing(room: Room): Step<Room> {
  return { room, effects: NOTHING }
}
