import type { ClientMessage } from '../contract/client-messages.ts'
import type { DeskRequest } from '../contract/desk-messages.ts'
import type { ParticipantId, RoomId, Secret } from '../contract/ids.ts'
import { PROTOCOL_VERSION } from '../contract/limits.ts'
import type { EndReason } from '../contract/meeting.ts'
import type { ClosingReason } from '../contract/reasons.ts'
import { createDesks } from '../desk/desks.ts'
import { createWatching } from '../desk/watching.ts'
import type { Connection, ConnectionEvents, Frame } from './connection.ts'
import { seatOf } from './core/seat.ts'
import { createEndings } from './endings.ts'
import { isFirst, readClientMessage } from './frames.ts'
import type { HubPorts } from './hub-ports.ts'
import { createJoinLimit } from './join-limit.ts'
import { heardBy, limitsOf, missedBy } from './live-room.ts'
import { createLiveRooms, type LiveRooms } from './live-rooms.ts'
import { createNotes } from './meeting-notes.ts'
import { createPages, type Page, type Seated } from './pages.ts'
import { createReception } from './reception.ts'
import { createRelayRenewals } from './relay-renewals.ts'
import { createResumeSecrets, nameOfSeat, type SeatName } from './resume-secrets.ts'
import type { Rooms } from './rooms.ts'
import type { SeatGrant } from './seat-grant.ts'
import { spendFor } from './seat-limits.ts'
import { createShutDoors } from './shut-doors.ts'
import { createStaffHolds, isOver } from './staff-holds.ts'
import { createTickets } from './tickets.ts'

export interface Hub extends Rooms {
  /** A new socket; what happens to it is to be said to the answer. */
  connected(connection: Connection): ConnectionEvents
  /** Sends everybody away to come back soon, then waits (two seconds at most) for what is being written down. */
  drain(): Promise<void>
  stats(): HubStats
}

export interface HubStats {
  readonly sockets: number
  readonly rooms: number
  readonly seats: number
  readonly tickets: number
}

/** The live side of the product: sockets in, rooms in memory, notes out to the store. Knows no WebSocket library. */
export function createHub(ports: HubPorts): Hub {
  const { clock } = ports
  const tickets = createTickets<SeatGrant>(ports)
  const shutDoors = createShutDoors({ tickets })
  const secrets = createResumeSecrets(ports)
  const staffHolds = createStaffHolds<SeatName>({ ...ports, nameOf: nameOfSeat })
  const joinLimit = createJoinLimit()
  const pages = createPages({
    ...ports,
    over(page) {
      watching.stop(page)
      renewals.stop(page)
    },
    lost: (live, id, page) => rooms.happened(live, { type: 'lost', id, page, now: clock.elapsed() }),
  })
  const renewals = createRelayRenewals({ ...ports, send: pages.send })
  let isDraining = false

  const notes = createNotes({
    ...ports,
    onOver: (roomId) => endRoom(roomId, null),
    onUnknown(roomId, id) {
      const live = rooms.find(roomId)
      if (live !== undefined) rooms.happened(live, { type: 'gone', id })
    },
  })
  const endings = createEndings({ ...ports, notes, tell: (roomId) => endRoom(roomId, 'doctor') })
  const desks = createDesks({ ...ports, roomsOf: (doctorId) => rooms.ofDoctor(doctorId), send: pages.send })
  const rooms: LiveRooms = createLiveRooms({
    ...ports,
    secrets,
    staffHolds,
    shutDoors,
    desks,
    notes,
    renewals,
    pages,
    endMeeting: endings.end,
  })
  const reception = createReception({ ...ports, rooms, desks, tickets, shutDoors, isEnding: endings.isEnding })
  const watching = createWatching({ ...ports, desks })

  function connected(connection: Connection): ConnectionEvents {
    if (isDraining) {
      connection.close('restarting')
      const nothing = () => undefined
      return { frame: nothing, closed: nothing }
    }
    const page = pages.open(connection)
    return { frame: (frame) => heard(page, frame), closed: () => pages.lose(page) }
  }

  function heard(page: Page, frame: Frame): void {
    const breach = answer(page, frame)
    if (breach !== null) pages.refuse(page, breach)
  }

  /** Does what the frame asks; what is to be said against it otherwise (E1). */
  function answer(page: Page, frame: Frame): ClosingReason | null {
    const { state } = page
    if (state.is === 'over') return null
    if (frame === 'binary') return 'bad-message'
    if (frame === 'too-large') return 'too-large'
    const message = readClientMessage(frame.text)
    if (message === null) return 'bad-message'
    switch (state.is) {
      case 'silent':
        return begin(page, message)
      case 'seated':
        return speak(page, state, message)
      case 'desk':
        return speakAtDesk(page, message)
    }
  }

  /** C2: the first message joins, resumes or watches. */
  function begin(page: Page, message: ClientMessage | DeskRequest): ClosingReason | null {
    if (!isFirst(message)) return 'not-joined'
    if (message.version !== PROTOCOL_VERSION) return 'old-version'
    // Before the ticket is looked at, so that it still works when they come back.
    if (!joinLimit.allows(page.connection.address, clock.elapsed())) return 'busy'
    switch (message.type) {
      case 'join-room':
        return join(page, message.ticket)
      case 'resume':
        return resume(page, message.secret, message.heard)
      case 'watch-desk':
        pages.watch(page)
        return watching.begin(page.id, message.ticket)
    }
  }

  function join(page: Page, ticket: Secret): ClosingReason | null {
    const grant = shutDoors.take(ticket)
    if (grant === null) return 'ticket-refused'
    if (endings.isEnding(grant.roomId)) return 'ended'
    const live = rooms.forGrant(grant)
    const { participantId: id, role, name, entry } = grant
    pages.seat(page, live, id)
    rooms.happened(live, { type: 'join', who: { id, role, name }, entry, page: page.id, at: clock.now() })
    if (seatOf(live.room, id) === undefined) live.people.delete(id)
    else staffHolds.hold({ roomId: grant.roomId, participantId: id }, grant.staff)
    return null
  }

  function resume(page: Page, secret: Secret, heard: number): ClosingReason | null {
    const name = secrets.find(secret)
    const live = name === null ? undefined : rooms.find(name.roomId)
    if (name === null || live === undefined) return 'resume-refused'
    const id = name.participantId
    pages.seat(page, live, id)
    const missed = missedBy(live, id, heard)
    rooms.happened(live, { type: 'resume', id, page: page.id, now: clock.elapsed(), missed })
    return null
  }

  function speak(page: Page, state: Seated, message: ClientMessage | DeskRequest): ClosingReason | null {
    // J2
    if (isFirst(message)) return 'already-joined'
    const { live, id } = state
    const spent = spendFor(limitsOf(live, id), message.type, clock.elapsed())
    if (spent === 'over-again') return 'too-many'
    if (spent === 'over') pages.say(page, { type: 'error', reason: 'slow-down' })
    else if (message.type === 'ping') {
      if (message.heard !== undefined) heardBy(live, id, message.heard)
      pages.deliver(page, { type: 'pong' })
    } else rooms.happened(live, { type: 'said', id, page: page.id, message, at: clock.now() })
    return null
  }

  /** Q2: who watches a desk. */
  function speakAtDesk(page: Page, message: ClientMessage | DeskRequest): ClosingReason | null {
    if (isFirst(message)) return 'already-joined'
    const reply = watching.said(page.id, message.type)
    if (reply === 'too-many') return reply
    pages.say(page, reply)
    return null
  }

  function endRoom(roomId: RoomId, by: EndReason | null): void {
    tickets.voidWhere((grant) => grant.roomId === roomId)
    const live = rooms.find(roomId)
    if (live !== undefined) rooms.happened(live, { type: 'end', by })
  }

  function remove(roomId: RoomId, participantId: ParticipantId): void {
    tickets.voidWhere((grant) => grant.roomId === roomId && grant.participantId === participantId)
    const live = rooms.find(roomId)
    if (live !== undefined) rooms.happened(live, { type: 'remove', id: participantId })
  }

  return {
    ...reception,
    connected,
    issueTicket: (grant) => tickets.issue(grant),
    issueDeskTicket: watching.issueTicket,
    end: endRoom,
    remove,
    endStaff(over) {
      tickets.voidWhere(({ staff }) => staff !== null && isOver(staff, over))
      for (const { roomId, participantId } of staffHolds.heldBy(over)) remove(roomId, participantId)
      for (const id of watching.endStaff(over)) pages.refuseAt(id, 'removed')
    },
    renewStaff(before, after) {
      // A page whose ticket is void asks for another, in the new session's name.
      tickets.voidWhere(({ staff }) => staff?.sessionHash === before)
      staffHolds.renew(before, after)
      watching.renewStaff(before, after)
    },
    isOpen: (roomId) => rooms.find(roomId) !== undefined,
    live: () => ({ rooms: rooms.size, people: secrets.size }),
    async drain() {
      isDraining = true
      pages.sayComeBack()
      rooms.closeAll()
      watching.stopAll()
      staffHolds.releaseAll()
      pages.closeAll('restarting')
      await notes.settled(2_000)
    },
    stats: () => ({
      sockets: pages.size,
      rooms: rooms.size,
      seats: secrets.size,
      tickets: tickets.size + watching.tickets,
    }),
  }
}
