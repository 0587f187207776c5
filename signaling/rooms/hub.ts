import type { ClientMessage } from '../contract/client-messages.ts'
import type { DeskMessage, DeskRequest } from '../contract/desk-messages.ts'
import type { ParticipantId, RoomId, Secret } from '../contract/ids.ts'
import { LIMITS, PROTOCOL_VERSION } from '../contract/limits.ts'
import type { EndReason } from '../contract/meeting.ts'
import type { ClosingReason } from '../contract/reasons.ts'
import type { ServerMessage } from '../contract/server-messages.ts'
import { createDesks } from '../desk/desks.ts'
import { createWatching } from '../desk/watching.ts'
import type { Connection, ConnectionEvents, Frame } from './connection.ts'
import { type PageId, seatOf } from './core/seat.ts'
import { createEndings } from './endings.ts'
import { readClientMessage } from './frames.ts'
import type { HubPorts } from './hub-ports.ts'
import { createJoinLimit } from './join-limit.ts'
import { heardBy, keepFor, type LiveRoom, limitsOf, missedBy } from './live-room.ts'
import { createLiveRooms, type LiveRooms } from './live-rooms.ts'
import { createNotes } from './meeting-notes.ts'
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

/**
 * A page's socket: `silent` until it joins or watches (C1, C2), then `seated` or at a `desk`, then `over`, after which nothing it says
 * counts.
 */
interface Session {
  readonly page: PageId
  readonly connection: Connection
  state: { is: 'silent'; stopWaiting: () => void } | Seated | { is: 'desk' } | { is: 'over' }
}

type Seated = { is: 'seated'; live: LiveRoom; id: ParticipantId }

/** The live side of the product: sockets in, rooms in memory, notes out to the store. Knows no WebSocket library. */
export function createHub(ports: HubPorts): Hub {
  const { clock, log } = ports
  const sessions = new Map<PageId, Session>()
  const tickets = createTickets<SeatGrant>(ports)
  const shutDoors = createShutDoors({ tickets })
  const secrets = createResumeSecrets(ports)
  const staffHolds = createStaffHolds<SeatName>({ ...ports, nameOf: nameOfSeat })
  const joinLimit = createJoinLimit()
  const renewals = createRelayRenewals({ ...ports, send: sendTo })
  let lastPage = 0
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
  const desks = createDesks({ ...ports, roomsOf: (doctorId) => rooms.ofDoctor(doctorId), send: sendTo })
  const rooms: LiveRooms = createLiveRooms({
    ...ports,
    secrets,
    staffHolds,
    shutDoors,
    desks,
    notes,
    renewals,
    pages: {
      send: sendTo,
      close(page, reason) {
        const session = sessions.get(page)
        if (session === undefined) return
        finish(session)
        session.connection.close(reason)
      },
    },
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
    lastPage += 1
    const session: Session = {
      page: lastPage,
      connection,
      state: { is: 'silent', stopWaiting: clock.after(LIMITS.joinWithinMs, () => refuse(session, 'not-joined')) },
    }
    sessions.set(session.page, session)
    return { frame: (frame) => heard(session, frame), closed: () => lose(session) }
  }

  function heard(session: Session, frame: Frame): void {
    const breach = answer(session, frame)
    if (breach !== null) refuse(session, breach)
  }

  /** Does what the frame asks; what is to be said against it otherwise (E1). */
  function answer(session: Session, frame: Frame): ClosingReason | null {
    const { state } = session
    if (state.is === 'over') return null
    if (frame === 'binary') return 'bad-message'
    if (frame === 'too-large') return 'too-large'
    const message = readClientMessage(frame.text)
    if (message === null) return 'bad-message'
    switch (state.is) {
      case 'silent':
        return begin(session, message)
      case 'seated':
        return speak(session, state, message)
      case 'desk':
        return speakAtDesk(session, message)
    }
  }

  /** C2: the first message joins, resumes or watches. */
  function begin(session: Session, message: ClientMessage | DeskRequest): ClosingReason | null {
    if (!isFirst(message)) return 'not-joined'
    if (message.version !== PROTOCOL_VERSION) return 'old-version'
    // Before the ticket is looked at, so that it still works when they come back.
    if (!joinLimit.allows(session.connection.address, clock.elapsed())) return 'busy'
    switch (message.type) {
      case 'join-room':
        return join(session, message.ticket)
      case 'resume':
        return resume(session, message.secret, message.heard)
      case 'watch-desk':
        if (session.state.is === 'silent') session.state.stopWaiting()
        session.state = { is: 'desk' }
        return watching.begin(session.page, message.ticket)
    }
  }

  function join(session: Session, ticket: Secret): ClosingReason | null {
    const grant = shutDoors.take(ticket)
    if (grant === null) return 'ticket-refused'
    if (endings.isEnding(grant.roomId)) return 'ended'
    const live = rooms.forGrant(grant)
    const { participantId: id, role, name, entry } = grant
    seat(session, live, id)
    rooms.happened(live, { type: 'join', who: { id, role, name }, entry, page: session.page, at: clock.now() })
    if (seatOf(live.room, id) === undefined) live.people.delete(id)
    else staffHolds.hold({ roomId: grant.roomId, participantId: id }, grant.staff)
    return null
  }

  function resume(session: Session, secret: Secret, heard: number): ClosingReason | null {
    const name = secrets.find(secret)
    const live = name === null ? undefined : rooms.find(name.roomId)
    if (name === null || live === undefined) return 'resume-refused'
    const id = name.participantId
    seat(session, live, id)
    const missed = missedBy(live, id, heard)
    rooms.happened(live, { type: 'resume', id, page: session.page, now: clock.elapsed(), missed })
    return null
  }

  function seat(session: Session, live: LiveRoom, id: ParticipantId): void {
    if (session.state.is === 'silent') session.state.stopWaiting()
    session.state = { is: 'seated', live, id }
  }

  function speak(session: Session, state: Seated, message: ClientMessage | DeskRequest): ClosingReason | null {
    // J2
    if (isFirst(message)) return 'already-joined'
    const { live, id } = state
    const spent = spendFor(limitsOf(live, id), message.type, clock.elapsed())
    if (spent === 'over-again') return 'too-many'
    if (spent === 'over') send(session, { type: 'error', reason: 'slow-down' })
    else if (message.type === 'ping') {
      if (message.heard !== undefined) heardBy(live, id, message.heard)
      deliver(session, { type: 'pong' })
    } else rooms.happened(live, { type: 'said', id, page: session.page, message, at: clock.now() })
    return null
  }

  /** Q2: who watches a desk. */
  function speakAtDesk(session: Session, message: ClientMessage | DeskRequest): ClosingReason | null {
    if (isFirst(message)) return 'already-joined'
    const reply = watching.said(session.page, message.type)
    if (reply === 'too-many') return reply
    send(session, reply)
    return null
  }

  function sendTo(page: PageId, message: ServerMessage | DeskMessage): void {
    const session = sessions.get(page)
    if (session !== undefined) send(session, message)
  }

  function send(session: Session, message: ServerMessage | DeskMessage): void {
    const { state } = session
    if (state.is === 'seated' && message.type !== 'desk') keepFor(state.live, state.id, message)
    deliver(session, message)
  }

  function deliver(session: Session, message: ServerMessage | DeskMessage): void {
    // L2: who does not read loses the socket, not the seat.
    if (!session.connection.send(message)) refuse(session, 'slow-reader')
  }

  /** E1: the socket's owner broke a rule, or cannot be served: closed with the reason, the seat kept. */
  function refuse(session: Session, reason: ClosingReason): void {
    if (session.state.is === 'over') return
    const roomId = session.state.is === 'seated' ? session.state.live.room.roomId : null
    log({ event: 'refused', reason, roomId })
    lose(session)
    session.connection.close(reason)
  }

  function lose(session: Session): void {
    const { state } = session
    if (state.is === 'over') return
    finish(session)
    if (state.is === 'seated') {
      rooms.happened(state.live, { type: 'lost', id: state.id, page: session.page, now: clock.elapsed() })
    }
  }

  /** Its socket may still be open for a moment; what it says does not count any more. */
  function finish(session: Session): void {
    if (session.state.is === 'silent') session.state.stopWaiting()
    if (session.state.is === 'desk') watching.stop(session.page)
    renewals.stop(session.page)
    session.state = { is: 'over' }
    sessions.delete(session.page)
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
      for (const page of watching.endStaff(over)) {
        const session = sessions.get(page)
        if (session !== undefined) refuse(session, 'removed')
      }
    },
    renewStaff(before, after) {
      // A page whose ticket is void asks for another, in the new session's name.
      tickets.voidWhere(({ staff }) => staff?.sessionHash === before)
      staffHolds.renew(before, after)
      watching.renewStaff(before, after)
    },
    live: () => ({ rooms: rooms.size, people: secrets.size }),
    async drain() {
      isDraining = true
      const there = [...sessions.values()]
      // Evenly apart, which spreads them better than chance would. Whoever came one after the other, as into a room, comes back so.
      const apartMs = Math.min(
        LIMITS.comeBackApartMs,
        (LIMITS.comeBackMostMs - LIMITS.comeBackMs) / Math.max(1, there.length),
      )
      there.forEach((session, index) => {
        const isPlaced = session.state.is === 'seated' || session.state.is === 'desk'
        const comeBackMs = Math.round(LIMITS.comeBackMs + index * apartMs)
        if (isPlaced) session.connection.send({ type: 'draining', comeBackMs })
      })
      rooms.closeAll()
      watching.stopAll()
      staffHolds.releaseAll()
      for (const session of there) {
        finish(session)
        session.connection.close('restarting')
      }
      await notes.settled(2_000)
    },
    stats: () => ({
      sockets: sessions.size,
      rooms: rooms.size,
      seats: secrets.size,
      tickets: tickets.size + watching.tickets,
    }),
  }
}

type FirstMessage = Extract<ClientMessage | DeskRequest, { type: 'join-room' | 'resume' | 'watch-desk' }>

function isFirst(message: ClientMessage | DeskRequest): message is FirstMessage {
  return message.type === 'join-room' || message.type === 'resume' || message.type === 'watch-desk'
}
