import type { Arrival, Where } from '../../contract/desk.ts'
import type { Millis, ParticipantId } from '../../contract/ids.ts'
import type { Language } from '../../contract/languages.ts'
import type { NetworkCheck } from '../../contract/visit.ts'
import { isArrival, isAway, type Room, type Seat } from '../../rooms/core/seat.ts'

/** A live room as its doctor's desk knows it. */
export interface DeskRoom {
  readonly room: Room
  readonly title: string
  readonly startsAt: Millis | null
  readonly people: ReadonlyMap<ParticipantId, AboutPerson>
}

/** What the store knew of somebody when they came. */
export interface AboutPerson {
  readonly language: Language
  readonly check: NetworkCheck | null
}

/** Everybody who has arrived in these rooms of one doctor, in the order in which they are to be seen (Q1). */
export function arrivalsOf(rooms: Iterable<DeskRoom>): Arrival[] {
  const arrivals: Arrival[] = []
  for (const { room, title, startsAt, people } of rooms) {
    for (const seat of room.seats) {
      if (!isArrival(room, seat)) continue
      const { id, role, name } = seat.who
      const { since, media, notes } = seat.place
      const { language, check } = people.get(id) ?? { language: 'en', check: null }
      arrivals.push({
        roomId: room.roomId,
        title,
        startsAt,
        participant: { id, role, name },
        since,
        where: whereOf(seat),
        held: isHeld(seat),
        away: isAway(seat),
        media,
        check,
        language,
        notes: [...notes],
      })
    }
  }
  return arrivals.sort(byTurn)
}

export function isHeld(seat: Seat): boolean {
  return seat.place.at === 'door' && seat.place.held
}

function whereOf(seat: Seat): Where {
  if (seat.place.at === 'room') return 'room'
  return seat.is === 'away' && seat.kept === 'by-refresh' ? 'page' : 'door'
}

/**
 * Q1: from when somebody could have been seen: they were there and it was time. Who comes early for a later visit does not go before
 * one whose time it is.
 */
function dueAt({ since, startsAt }: Arrival): Millis {
  return Math.max(since, startsAt ?? 0)
}

/** A full order, so that whoever looks sees the same one. */
function byTurn(one: Arrival, other: Arrival): number {
  return (
    dueAt(one) - dueAt(other) ||
    one.since - other.since ||
    compare(one.roomId, other.roomId) ||
    compare(one.participant.id, other.participant.id)
  )
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
