import type { Clock } from '../clock.ts'
import type { ClinicNote, ClinicWord, NoteText } from '../contract/clinic-note.ts'
import type { Arrival } from '../contract/desk.ts'
import type { WaitView } from '../contract/desk-routes.ts'
import type { AccountId, ParticipantId, RoomId, Secret } from '../contract/ids.ts'
import type { NetworkCheck } from '../contract/visit.ts'
import { isHeld } from '../desk/core/arrivals.ts'
import { placesOf } from '../desk/core/places.ts'
import type { Desks } from '../desk/desks.ts'
import type { Log } from '../log.ts'
import type { Random } from '../random.ts'
import { isArrival, type Seat, seatOf } from './core/seat.ts'
import { type LiveRoom, limitsOf } from './live-room.ts'
import type { LiveRooms } from './live-rooms.ts'
import type { SeatName } from './resume-secrets.ts'
import type { SeatGrant } from './seat-grant.ts'
import { spendFor } from './seat-limits.ts'
import type { ShutDoors } from './shut-doors.ts'
import type { Tickets } from './tickets.ts'

/** Somebody in a meeting, asked for in the name of the doctor whose it is. */
export interface PersonOf extends SeatName {
  readonly doctorId: AccountId
}

/** A ready sentence or a line of text. */
export type ToldWords =
  | { readonly word: ClinicWord; readonly text: null }
  | { readonly word: null; readonly text: NoteText }

/** What the REST API asks about people who have arrived. A meeting that is another doctor's by now is answered like an empty one. */
export interface Reception {
  admit(person: PersonOf): 'now' | 'before' | 'not-waiting'
  /** H1 */
  hold(person: PersonOf): 'now' | 'before' | 'not-waiting'
  /** Q5: from the clinic to them. */
  tell(person: PersonOf, words: ToldWords): ClinicNote | 'not-waiting'
  /** Q5: from them to the clinic. */
  note(seat: SeatName, text: NoteText): ClinicNote | 'not-waiting' | 'slow-down'
  /** Q4: by a ticket that was made for it, so that whoever is removed meanwhile gets no seat. */
  wait(ticket: Secret): WaitView | 'refused' | 'ended' | 'room-full'
  /** M1: stored already. The seat of the doctor before is given up. */
  move(roomId: RoomId, from: ParticipantId, to: AccountId): void
  /** Stored already: what the check of their network found. */
  checked(roomId: RoomId, participantId: ParticipantId, check: NetworkCheck): void
  arrivals(doctorId: AccountId): Arrival[]
}

export function createReception(ports: {
  clock: Clock
  random: Pick<Random, 'id'>
  log: Log
  rooms: LiveRooms
  desks: Pick<Desks, 'changed' | 'arrivals'>
  tickets: Pick<Tickets<SeatGrant>, 'voidWhere' | 'amend'>
  shutDoors: Pick<ShutDoors, 'take'>
  /** The end is on its way to the store: nobody comes in any more. */
  isEnding: (roomId: RoomId) => boolean
}): Reception {
  const { clock, random, log, rooms, desks, tickets, shutDoors, isEnding } = ports

  function seatFor({ doctorId, roomId, participantId }: PersonOf): { live: LiveRoom; seat: Seat } | null {
    const live = rooms.find(roomId)
    const seat = live && seatOf(live.room, participantId)
    if (live === undefined || seat === undefined || live.doctorId !== doctorId || isEnding(roomId)) return null
    return seat.who.role === 'doctor' ? null : { live, seat }
  }

  function said(live: LiveRoom, id: ParticipantId, words: Pick<ClinicNote, 'from' | 'word' | 'text'>): ClinicNote {
    const note = { id: random.id(), at: clock.now(), ...words }
    rooms.happened(live, { type: 'note', id, note })
    return note
  }

  function waitView(live: LiveRoom, seat: Seat): WaitView {
    const { since, notes } = seat.place
    const places = live.doctorId === null ? null : placesOf(desks.arrivals(live.doctorId))
    return {
      admitted: seat.place.at === 'room',
      since,
      place: places?.get(seat.who.id) ?? 0,
      held: isHeld(seat),
      notes: [...notes],
    }
  }

  return {
    admit(person) {
      const found = seatFor(person)
      if (found === null || (found.seat.is === 'away' && found.seat.links === 'given-up')) return 'not-waiting'
      if (found.seat.place.at === 'room') return 'before'
      rooms.happened(found.live, { type: 'admit', id: person.participantId })
      return 'now'
    },

    hold(person) {
      const found = seatFor(person)
      if (found === null) return 'not-waiting'
      if (isHeld(found.seat)) return 'before'
      rooms.happened(found.live, { type: 'hold', id: person.participantId })
      return 'now'
    },

    tell(person, words) {
      const found = seatFor(person)
      if (found === null || !isArrival(found.live.room, found.seat)) return 'not-waiting'
      return said(found.live, person.participantId, { from: 'clinic', ...words })
    },

    note({ roomId, participantId }, text) {
      const live = rooms.find(roomId)
      const seat = live && seatOf(live.room, participantId)
      if (live === undefined || seat === undefined || !isArrival(live.room, seat)) return 'not-waiting'
      // L1: the same bucket as on the socket.
      if (spendFor(limitsOf(live, participantId), 'note', clock.elapsed()) !== 'allowed') return 'slow-down'
      return said(live, participantId, { from: 'person', word: null, text })
    },

    wait(ticket) {
      const grant = shutDoors.take(ticket)
      if (grant === null) return 'refused'
      const { roomId, participantId: id, role, name, entry, admission } = grant
      if (isEnding(roomId)) return 'ended'
      const open = rooms.find(roomId)
      const isSeated = open !== undefined && seatOf(open.room, id) !== undefined
      if (!isSeated && entry === 'admitted' && admission === 'by-doctor') {
        // Let in before: there is nothing to wait for, and in the room there is nothing for a page without scripts to do.
        return { admitted: true, since: clock.now(), place: 0, held: false, notes: [] }
      }
      const live = rooms.forGrant(grant)
      const who = { id, role, name }
      rooms.happened(live, { type: 'refresh', who, entry, now: clock.elapsed(), at: clock.now() })
      const seat = seatOf(live.room, id)
      if (seat !== undefined) return waitView(live, seat)
      live.people.delete(id)
      return 'room-full'
    },

    move(roomId, from, to) {
      // Those of the doctor before, and those that would open the room in their name.
      tickets.voidWhere((grant) => grant.roomId === roomId)
      const live = rooms.find(roomId)
      log({ event: 'meeting-moved', roomId })
      if (live === undefined) return
      rooms.move(live, to)
      rooms.happened(live, { type: 'gone', id: from })
    },

    checked(roomId, participantId, check) {
      // Pages fetch their ticket first and check the network then.
      tickets.amend((grant) =>
        grant.roomId === roomId && grant.participantId === participantId ? { ...grant, check } : grant,
      )
      const live = rooms.find(roomId)
      const about = live?.people.get(participantId)
      if (live === undefined || about === undefined) return
      live.people.set(participantId, { ...about, check })
      if (live.doctorId !== null) desks.changed(live.doctorId, live)
    },

    arrivals: (doctorId) => desks.arrivals(doctorId),
  }
}
