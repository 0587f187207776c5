import type { Clock } from '../clock.ts'
import type { Arrival } from '../contract/desk.ts'
import type { DeskMessage } from '../contract/desk-messages.ts'
import type { AccountId, ParticipantId } from '../contract/ids.ts'
import { LIMITS } from '../contract/limits.ts'
import type { ServerMessage } from '../contract/server-messages.ts'
import type { Log } from '../log.ts'
import type { Random } from '../random.ts'
import { isArrival, type PageId } from '../rooms/core/seat.ts'
import { arrivalsOf, type DeskRoom, isHeld } from './core/arrivals.ts'
import { pictureOf } from './core/picture.ts'
import { placesOf } from './core/places.ts'

/** Shows doctors who arrives, and those who have arrived their place. Knows pages and rooms, no sockets. */
export interface Desks {
  /** A doctor's page wants to see: soon, and whenever something is different from then on. */
  open(page: PageId, doctorId: AccountId): void
  close(page: PageId): void
  /** Something happened in a room of this doctor's. Cheap where nobody watches and nobody waits. */
  changed(doctorId: AccountId, room: DeskRoom): void
  /** The room is another doctor's from now on. Who waits in it is told nothing but another place. */
  moved(room: DeskRoom, from: AccountId | null, to: AccountId): void
  /** The place of somebody who is told it now, by the message that seats them. */
  placeFor(doctorId: AccountId | null, waiting: { id: ParticipantId; page: PageId; held: boolean }): number
  arrivals(doctorId: AccountId): Arrival[]
  closeAll(): void
}

export interface DesksPorts {
  readonly clock: Clock
  readonly random: Pick<Random, 'errorId'>
  readonly log: Log
  /** The live rooms of a doctor's meetings. */
  readonly roomsOf: (doctorId: AccountId) => Iterable<DeskRoom>
  /** Unknown pages are no mistake: a socket may be lost at any time. */
  readonly send: (page: PageId, message: ServerMessage | DeskMessage) => void
}

/** One doctor's, while somebody looks or waits. */
interface DoctorsDesk {
  /** What each page was sent last. */
  readonly pages: Map<PageId, string>
  /** What those who wait were told last, and on which page. */
  readonly told: Map<ParticipantId, { page: PageId; place: number; held: boolean }>
  lastLook: number
  stopTimer: (() => void) | null
}

export function createDesks(ports: DesksPorts): Desks {
  const { clock } = ports
  const desks = new Map<AccountId, DoctorsDesk>()
  const doctorOf = new Map<PageId, AccountId>()

  function deskOf(doctorId: AccountId): DoctorsDesk {
    const desk = desks.get(doctorId)
    if (desk !== undefined) return desk
    const opened = { pages: new Map(), told: new Map(), lastLook: Number.NEGATIVE_INFINITY, stopTimer: null }
    desks.set(doctorId, opened)
    return opened
  }

  /** Q2, Q3: at once when it has been quiet, and then no oftener than `deskMs`, however much happens. */
  function lookSoon(doctorId: AccountId): void {
    const desk = deskOf(doctorId)
    if (desk.stopTimer !== null) return
    const wait = Math.max(0, desk.lastLook + LIMITS.deskMs - clock.elapsed())
    desk.stopTimer = clock.after(wait, () => {
      desk.stopTimer = null
      desk.lastLook = clock.elapsed()
      try {
        look(doctorId, desk)
      } catch (error) {
        ports.log({ event: 'fault', errorId: ports.random.errorId(), where: 'desk', error })
      }
    })
  }

  function look(doctorId: AccountId, desk: DoctorsDesk): void {
    const arrivals = arrivalsOf(ports.roomsOf(doctorId))
    showPages(desk, arrivals)
    tellPlaces(doctorId, desk, arrivals)
    if (desk.pages.size === 0 && desk.told.size === 0 && desk.stopTimer === null) desks.delete(doctorId)
  }

  /** Q2: the whole desk to each page that has another picture of it. */
  function showPages(desk: DoctorsDesk, arrivals: Arrival[]): void {
    if (desk.pages.size === 0) return
    const message = { type: 'desk', arrivals: pictureOf(arrivals) } as const
    const picture = JSON.stringify(message.arrivals)
    for (const [page, before] of [...desk.pages]) {
      if (before === picture) continue
      desk.pages.set(page, picture)
      ports.send(page, message)
    }
  }

  /** Q3: to each who waits with a live page, when their place is another one, or their page. */
  function tellPlaces(doctorId: AccountId, desk: DoctorsDesk, arrivals: Arrival[]): void {
    const places = placesOf(arrivals)
    const before = new Map(desk.told)
    desk.told.clear()
    for (const { room } of ports.roomsOf(doctorId)) {
      for (const seat of room.seats) {
        const place = places.get(seat.who.id)
        if (place === undefined || seat.is === 'away' || !isArrival(room, seat)) continue
        const now = { page: seat.page, place, held: isHeld(seat) }
        const told = before.get(seat.who.id)
        desk.told.set(seat.who.id, now)
        if (told?.page === now.page && told.place === place && told.held === now.held) continue
        ports.send(seat.page, { type: 'queue', place, held: now.held })
      }
    }
  }

  return {
    open(page, doctorId) {
      doctorOf.set(page, doctorId)
      deskOf(doctorId).pages.set(page, '')
      lookSoon(doctorId)
    },
    close(page) {
      const doctorId = doctorOf.get(page)
      if (doctorId === undefined) return
      doctorOf.delete(page)
      desks.get(doctorId)?.pages.delete(page)
      lookSoon(doctorId)
    },
    changed(doctorId, { room }) {
      if (desks.has(doctorId) || room.seats.some((seat) => isArrival(room, seat))) lookSoon(doctorId)
    },
    moved({ room }, from, to) {
      for (const { who } of room.seats) {
        const told = from === null ? undefined : desks.get(from)?.told.get(who.id)
        if (told !== undefined) deskOf(to).told.set(who.id, told)
      }
      if (from !== null) lookSoon(from)
      lookSoon(to)
    },
    placeFor(doctorId, { id, page, held }) {
      if (doctorId === null) return 0
      const place = placesOf(arrivalsOf(ports.roomsOf(doctorId))).get(id) ?? 0
      deskOf(doctorId).told.set(id, { page, place, held })
      lookSoon(doctorId)
      return place
    },
    arrivals: (doctorId) => pictureOf(arrivalsOf(ports.roomsOf(doctorId))),
    closeAll() {
      for (const desk of desks.values()) desk.stopTimer?.()
      desks.clear()
      doctorOf.clear()
    },
  }
}
