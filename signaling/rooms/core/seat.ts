import type { ChatId } from '../../contract/client-messages.ts'
import type { Millis, ParticipantId, RoomId } from '../../contract/ids.ts'
import type { Admission, Quality } from '../../contract/meeting.ts'
import type { MediaState, Participant, Role } from '../../contract/participant.ts'

/** One page's socket, by a number the hub gave it. */
export type PageId = number

export interface Who {
  readonly id: ParticipantId
  readonly role: Role
  readonly name: string
}

/** Seated before the door (W1). */
export interface AtDoor {
  readonly at: 'door'
  /** Wall clock. */
  readonly since: Millis
}

export interface InRoom {
  readonly at: 'room'
  readonly media: MediaState | null
  /** S2: the newest negotiation this person described, for each other person. */
  readonly negotiations: readonly Negotiation[]
  /** The last chat lines of this person, oldest first. */
  readonly lines: readonly Line[]
  /** N1: the others to whom their page has reported a link. */
  readonly linked: readonly ParticipantId[]
  /** N2: the poorest their page has said of its line. */
  readonly poorest: Quality | null
}

export interface Negotiation {
  readonly to: ParticipantId
  readonly generation: number
}

/** A chat line the room remembers: that it was, never what it said. */
export interface Line {
  readonly id: ChatId
  readonly at: Millis
  readonly shownBy: readonly ParticipantId[]
}

/**
 * A seat that is taken.
 * - `waiting`: their page is connected, they are before the door.
 * - `present`: their page is connected, they are in the room.
 * - `away`: their socket is lost and the seat still kept, before the door or in the room (R1).
 */
export type Seat =
  | { readonly is: 'waiting'; readonly who: Who; readonly place: AtDoor; readonly page: PageId }
  | { readonly is: 'present'; readonly who: Who; readonly place: InRoom; readonly page: PageId }
  | {
      readonly is: 'away'
      readonly who: Who
      readonly place: AtDoor | InRoom
      /** On the hub's even clock. */
      readonly lostAt: number
      readonly links: Links
    }

/**
 * What the others have of somebody away: `kept` the link from before, `none` a link not yet made (they were let in while away),
 * `given-up`: they were told that the person left.
 */
export type Links = 'kept' | 'none' | 'given-up'

export interface Room {
  readonly roomId: RoomId
  readonly admission: Admission
  /** S2: media and addresses go through the relay alone. */
  readonly relayOnly: boolean
  /** At most four (J4), in the order of arrival. */
  readonly seats: readonly Seat[]
  /** Two people have been in it at the same time. */
  readonly active: boolean
}

export function emptyRoom(roomId: RoomId, admission: Admission, relayOnly: boolean): Room {
  return { roomId, admission, relayOnly, seats: [], active: false }
}

export function seatOf(room: Room, id: ParticipantId): Seat | undefined {
  for (const seat of room.seats) if (seat.who.id === id) return seat
  return undefined
}

/** Puts a seat where the same person's was, or at the end. */
export function withSeat(room: Room, seat: Seat): Room {
  const taken = room.seats.some((other) => other.who.id === seat.who.id)
  const seats = taken ? room.seats.map((other) => (other.who.id === seat.who.id ? seat : other)) : [...room.seats, seat]
  return { ...room, seats }
}

export function withoutSeat(room: Room, id: ParticipantId): Room {
  return { ...room, seats: room.seats.filter((seat) => seat.who.id !== id) }
}

/** As the others see them. */
export function seen(seat: Seat): Participant {
  return { ...seat.who, away: seat.is === 'away', media: seat.place.at === 'room' ? seat.place.media : null }
}

/** In the room as far as the others know: admitted, and not told to have left. */
export function isKnown(seat: Seat): boolean {
  return seat.is === 'present' || (seat.is === 'away' && seat.place.at === 'room' && seat.links !== 'given-up')
}

export function newInRoom(): InRoom {
  return { at: 'room', media: null, negotiations: [], lines: [], linked: [], poorest: null }
}
