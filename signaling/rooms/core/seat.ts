import type { ChatId } from '../../contract/client-messages.ts'
import type { ClinicNote } from '../../contract/clinic-note.ts'
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

/** What outlasts the way through the door and back. */
interface Stay {
  /** When they came, by the wall clock. */
  readonly since: Millis
  /** The last lines between the clinic and them, oldest first. */
  readonly notes: readonly ClinicNote[]
  readonly media: MediaState | null
  /** The last chat lines of this person, oldest first. */
  readonly lines: readonly Line[]
}

/**
 * What the store knew of somebody's way in when their page came: `new`, `admitted` before (and the process was restarted since, or
 * their seat given up), or `held`: sent back by the doctor.
 */
export type Entry = 'new' | 'admitted' | 'held'

/** Seated before the door (W1). */
export interface AtDoor extends Stay {
  readonly at: 'door'
  /** H1: sent back by the doctor, who alone lets them in again. */
  readonly held: boolean
}

export interface InRoom extends Stay {
  readonly at: 'room'
  /** S2: the newest negotiation this person described, for each other person. */
  readonly negotiations: readonly Negotiation[]
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
 * - `away`: they have no socket and the seat is still kept, before the door or in the room (R1, Q4).
 */
export type Seat =
  | { readonly is: 'waiting'; readonly who: Who; readonly place: AtDoor; readonly page: PageId }
  | { readonly is: 'present'; readonly who: Who; readonly place: InRoom; readonly page: PageId }
  | {
      readonly is: 'away'
      readonly who: Who
      readonly place: AtDoor | InRoom
      readonly kept: Kept
      /** When the socket was lost or the page last refreshed, on the hub's even clock. */
      readonly lostAt: number
      readonly links: Links
    }

/** For whom a seat without a socket is kept: the page that holds its resume secret, or one without scripts that refreshes itself. */
export type Kept = 'for-its-page' | 'by-refresh'

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

/** As the others see them. How the devices of somebody before the door stand is no matter of the room (W1). */
export function seen(seat: Seat): Participant {
  return { ...seat.who, away: isAway(seat), media: seat.place.at === 'room' ? seat.place.media : null }
}

/** Q4: who waits with a page that refreshes itself is there; to be spoken to they need another. */
export function isAway(seat: Seat): boolean {
  return seat.is === 'away' && !(seat.kept === 'by-refresh' && seat.place.at === 'door')
}

/** In the room as far as the others know: admitted, and not told to have left. */
export function isKnown(seat: Seat): boolean {
  return seat.is === 'present' || (seat.is === 'away' && seat.place.at === 'room' && seat.links !== 'given-up')
}

/** There, and not met by the doctor yet: before the door, or in the room while the doctor is not. */
export function isArrival(room: Room, seat: Seat): boolean {
  if (seat.who.role === 'doctor' || (seat.is === 'away' && seat.links === 'given-up')) return false
  return seat.place.at === 'door' || !room.seats.some((other) => other.who.role === 'doctor' && isKnown(other))
}

export function newAtDoor(since: Millis, held: boolean): AtDoor {
  return { at: 'door', since, notes: [], media: null, lines: [], held }
}

/** Through the door: what was between them and the clinic stays theirs, links start from nothing. */
export function inRoom({ since, notes, media, lines }: Stay): InRoom {
  return { at: 'room', since, notes, media, lines, negotiations: [], linked: [], poorest: null }
}

export function backAtDoor({ since, notes, media, lines }: Stay): AtDoor {
  return { at: 'door', since, notes, media, lines, held: true }
}
