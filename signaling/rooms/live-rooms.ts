import type { AccountId, ParticipantId, RoomId } from '../contract/ids.ts'
import type { ClosingReason } from '../contract/reasons.ts'
import type { ServerMessage } from '../contract/server-messages.ts'
import type { Desks } from '../desk/desks.ts'
import type { Effect } from './core/effects.ts'
import type { RoomEvent } from './core/events.ts'
import { nextDeadline } from './core/going.ts'
import { step } from './core/room.ts'
import { type PageId, seatOf } from './core/seat.ts'
import type { HubPorts } from './hub-ports.ts'
import { forgetPerson, keepFor, type LiveRoom, learnOf, openRoom } from './live-room.ts'
import type { Notes } from './meeting-notes.ts'
import { createOpenRooms } from './open-rooms.ts'
import type { RelayRenewals } from './relay-renewals.ts'
import type { ResumeSecrets, SeatName } from './resume-secrets.ts'
import type { SeatGrant } from './seat-grant.ts'
import type { ShutDoors } from './shut-doors.ts'
import type { StaffHolds } from './staff-holds.ts'

export interface LiveRooms {
  /** The meeting's room, opened when it is the first to come. */
  forGrant(grant: SeatGrant): LiveRoom
  find(roomId: RoomId): LiveRoom | undefined
  /** The open rooms of a doctor's meetings. */
  ofDoctor(doctorId: AccountId): Iterable<LiveRoom>
  /** The meeting is another doctor's from now on. */
  move(live: LiveRoom, to: AccountId): void
  /** Steps the room and performs what follows; said from within an effect, it waits its turn. */
  happened(live: LiveRoom, event: RoomEvent): void
  closeAll(): void
  readonly size: number
}

export interface LiveRoomsPorts extends Pick<HubPorts, 'clock' | 'random' | 'iceServersFor' | 'log' | 'announce'> {
  readonly secrets: ResumeSecrets
  readonly staffHolds: StaffHolds<SeatName>
  readonly shutDoors: Pick<ShutDoors, 'shut' | 'opened'>
  readonly desks: Pick<Desks, 'changed' | 'moved' | 'placeFor'>
  readonly notes: Notes
  readonly renewals: RelayRenewals
  /** Unknown pages are no mistake: a socket may be lost between two effects. */
  readonly pages: {
    send(page: PageId, message: ServerMessage): void
    close(page: PageId, reason: ClosingReason): void
  }
  /** The doctor asked for the end: store it, then say `end`. */
  readonly endMeeting: (roomId: RoomId) => void
}

/** Performs what the room's reducer decides: the only file of the server that does. */
export function createLiveRooms(ports: LiveRoomsPorts): LiveRooms {
  const { clock, log, notes, pages, secrets } = ports
  const rooms = createOpenRooms()
  const waiting: [LiveRoom, RoomEvent][] = []
  let isStepping = false

  function happened(live: LiveRoom, event: RoomEvent): void {
    if (isStepping) {
      waiting.push([live, event])
      return
    }
    isStepping = true
    try {
      stepOnce(live, event)
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) stepOnce(...next)
    } finally {
      isStepping = false
    }
  }

  function stepOnce(live: LiveRoom, event: RoomEvent): void {
    const before = live.room
    const { room, effects } = step(before, event)
    live.room = room
    for (const effect of effects) perform(live, effect)
    if (room === before) return
    if (event.type === 'lost') log({ event: 'away', roomId: room.roomId, participantId: event.id })
    if (room.seats.length === 0) close(live)
    else setTimer(live)
    if (live.doctorId !== null) ports.desks.changed(live.doctorId, live)
  }

  function perform(live: LiveRoom, effect: Effect): void {
    const { roomId } = live.room
    switch (effect.do) {
      case 'send':
        pages.send(effect.page, effect.message)
        break
      case 'keep':
        keepFor(live, effect.id, effect.message)
        break
      case 'close':
        pages.close(effect.page, effect.reason)
        break
      case 'welcome':
        welcome(live, effect)
        break
      case 'note-admitted':
        if (effect.by === 'doctor') log({ event: 'admitted', roomId, participantId: effect.id })
        ports.shutDoors.opened({ roomId, participantId: effect.id })
        notes.admitted(roomId, effect.id, clock.now())
        break
      case 'note-shut':
        shut(live, effect)
        break
      case 'note-joined':
        notes.joined(roomId, effect.id, clock.now())
        arrived(live, effect.id)
        break
      case 'note-left':
        log({ event: 'left', roomId, participantId: effect.id, why: effect.why })
        notes.left(roomId, effect.id, clock.now() - Math.round(effect.ago))
        break
      case 'note-active':
        notes.active(roomId, clock.now())
        break
      case 'note-connected':
        notes.connected(roomId, effect.id, { path: effect.path, afterMs: effect.afterMs })
        break
      case 'note-quality':
        notes.quality(roomId, effect.id, effect.quality)
        break
      case 'end-meeting':
        ports.endMeeting(roomId)
        break
      case 'free':
        secrets.forget({ roomId, participantId: effect.id })
        ports.staffHolds.release({ roomId, participantId: effect.id })
        forgetPerson(live, effect.id)
        break
      default:
        effect satisfies never
    }
  }

  /** H2: at once for whoever has a ticket, and in the store for whoever asks for one. */
  function shut({ room: { roomId } }: LiveRoom, { id, why }: Extract<Effect, { do: 'note-shut' }>): void {
    const isStored = ports.shutDoors.shut({ roomId, participantId: id }, why === 'held' ? 'held' : 'new')
    notes.shut(roomId, id, isStored)
  }

  function arrived({ room }: LiveRoom, participantId: ParticipantId): void {
    const seat = seatOf(room, participantId)
    if (seat === undefined) return
    const { roomId } = room
    ports.announce({ type: 'person.arrived', data: { roomId, participantId, role: seat.who.role } })
  }

  function welcome(
    live: LiveRoom,
    { page, who: { id, role }, how, message }: Extract<Effect, { do: 'welcome' }>,
  ): void {
    const { roomId } = live.room
    const resumeSecret = secrets.renew({ roomId, participantId: id })
    if (message.type === 'waiting') {
      log({ event: 'waiting', roomId, participantId: id, role, how })
      ports.renewals.stop(page)
      const place = ports.desks.placeFor(live.doctorId, { id, page, held: message.held })
      pages.send(page, { ...message, place, resumeSecret })
    } else {
      log({ event: 'joined', roomId, participantId: id, role, how })
      ports.renewals.told(page, id)
      pages.send(page, { ...message, iceServers: [...ports.iceServersFor(id)], resumeSecret })
    }
  }

  function setTimer(live: LiveRoom): void {
    const due = nextDeadline(live.room)
    if (due === (live.timer?.due ?? null)) return
    live.timer?.cancel()
    live.timer = due === null ? null : { due, cancel: clock.after(due - clock.elapsed(), () => ring(live)) }
  }

  function ring(live: LiveRoom): void {
    live.timer = null
    try {
      happened(live, { type: 'tick', now: clock.elapsed() })
      // A timer may ring a hair early; then nothing has changed and it is set again.
      setTimer(live)
    } catch (error) {
      log({ event: 'fault', errorId: ports.random.errorId(), where: 'room-timer', error })
    }
  }

  function close(live: LiveRoom): void {
    live.timer?.cancel()
    live.timer = null
    if (rooms.remove(live)) log({ event: 'room-closed', roomId: live.room.roomId })
  }

  function open(grant: SeatGrant): LiveRoom {
    const live = openRoom(grant)
    rooms.add(live)
    log({ event: 'room-opened', roomId: grant.roomId })
    return live
  }

  return {
    happened,
    find: rooms.find,
    ofDoctor: rooms.ofDoctor,
    move(live, to) {
      const before = live.doctorId
      rooms.move(live, to)
      ports.desks.moved(live, before, to)
    },
    forGrant(grant) {
      const live = rooms.find(grant.roomId) ?? open(grant)
      learnOf(live, grant)
      return live
    },
    closeAll() {
      for (const live of rooms.all()) close(live)
    },
    get size() {
      return rooms.size
    },
  }
}
