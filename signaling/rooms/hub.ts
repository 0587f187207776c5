import type { ClientMessage } from '../contract/client-messages.ts'
import type { ParticipantId, RoomId, Secret } from '../contract/ids.ts'
import { LIMITS, PROTOCOL_VERSION } from '../contract/limits.ts'
import type { EndReason } from '../contract/meeting.ts'
import type { ClosingReason } from '../contract/reasons.ts'
import type { ServerMessage } from '../contract/server-messages.ts'
import type { Connection, ConnectionEvents, Frame } from './connection.ts'
import { type PageId, seatOf } from './core/seat.ts'
import { readClientMessage } from './frames.ts'
import type { HubPorts } from './hub-ports.ts'
import { createJoinLimit } from './join-limit.ts'
import { createLiveRooms, type LiveRoom } from './live-rooms.ts'
import { createNotes } from './meeting-notes.ts'
import { createResumeSecrets } from './resume-secrets.ts'
import type { Rooms } from './rooms.ts'
import { spendFor } from './seat-limits.ts'
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
 * A page's socket: `silent` until it joins (C1, C2), then `seated`, then `over`, after which nothing it says counts.
 */
interface Session {
  readonly page: PageId
  readonly connection: Connection
  state: { is: 'silent'; stopWaiting: () => void } | Seated | { is: 'over' }
}

type Seated = { is: 'seated'; live: LiveRoom; id: ParticipantId }

/** How long an end waits to be stored before people are told anyway. */
const TELL_OF_END_WITHIN_MS = 1_500

/** The live side of the product: sockets in, rooms in memory, notes out to the store. Knows no WebSocket library. */
export function createHub(ports: HubPorts): Hub {
  const { clock, log } = ports
  const sessions = new Map<PageId, Session>()
  const tickets = createTickets(ports)
  const secrets = createResumeSecrets(ports)
  const staffHolds = createStaffHolds(ports)
  const joinLimit = createJoinLimit()
  /** Meetings the doctor ended whose end is not stored for certain yet: nobody comes in any more. */
  const ending = new Set<RoomId>()
  let lastPage = 0
  let isDraining = false

  const notes = createNotes({ ...ports, onOver: (roomId) => endRoom(roomId, null) })
  const rooms = createLiveRooms({
    ...ports,
    secrets,
    staffHolds,
    notes,
    pages: {
      send(page, message) {
        const session = sessions.get(page)
        if (session !== undefined) send(session, message)
      },
      close(page, reason) {
        const session = sessions.get(page)
        if (session === undefined) return
        finish(session)
        session.connection.close(reason)
      },
    },
    endMeeting,
  })

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
    return state.is === 'silent' ? takeSeat(session, message) : speak(session, state, message)
  }

  /** C2: the first message joins or resumes. */
  function takeSeat(session: Session, message: ClientMessage): ClosingReason | null {
    if (message.type !== 'join-room' && message.type !== 'resume') return 'not-joined'
    if (message.version !== PROTOCOL_VERSION) return 'old-version'
    // Before the ticket is looked at, so that it still works when they come back.
    if (!joinLimit.allows(session.connection.address, clock.elapsed())) return 'busy'
    return message.type === 'join-room' ? join(session, message.ticket) : resume(session, message.secret)
  }

  function join(session: Session, ticket: Secret): ClosingReason | null {
    const grant = tickets.take(ticket)
    if (grant === null) return 'ticket-refused'
    if (ending.has(grant.roomId)) return 'ended'
    const live = rooms.forGrant(grant)
    const { participantId: id, role, name } = grant
    seat(session, live, id)
    rooms.happened(live, { type: 'join', who: { id, role, name }, page: session.page, at: clock.now() })
    if (seatOf(live.room, id) !== undefined) staffHolds.hold({ roomId: grant.roomId, participantId: id }, grant.staff)
    return null
  }

  function resume(session: Session, secret: Secret): ClosingReason | null {
    const name = secrets.find(secret)
    const live = name === null ? undefined : rooms.find(name.roomId)
    if (name === null || live === undefined) return 'resume-refused'
    const id = name.participantId
    seat(session, live, id)
    rooms.happened(live, { type: 'resume', id, page: session.page, now: clock.elapsed() })
    return null
  }

  function seat(session: Session, live: LiveRoom, id: ParticipantId): void {
    if (session.state.is === 'silent') session.state.stopWaiting()
    session.state = { is: 'seated', live, id }
  }

  function speak(session: Session, state: Seated, message: ClientMessage): ClosingReason | null {
    // J2
    if (message.type === 'join-room' || message.type === 'resume') return 'already-joined'
    const { live, id } = state
    const spent = spendFor(rooms.limitsOf(live, id), message.type, clock.elapsed())
    if (spent === 'over-again') return 'too-many'
    if (spent === 'over') send(session, { type: 'error', reason: 'slow-down' })
    else if (message.type === 'ping') send(session, { type: 'pong' })
    else rooms.happened(live, { type: 'said', id, page: session.page, message, at: clock.now() })
    return null
  }

  function send(session: Session, message: ServerMessage): void {
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
    session.state = { is: 'over' }
    sessions.delete(session.page)
  }

  function endRoom(roomId: RoomId, by: EndReason | null): void {
    tickets.voidAll(roomId)
    const live = rooms.find(roomId)
    if (live !== undefined) rooms.happened(live, { type: 'end', by })
  }

  function remove(roomId: RoomId, participantId: ParticipantId): void {
    tickets.voidAll(roomId, participantId)
    const live = rooms.find(roomId)
    if (live !== undefined) rooms.happened(live, { type: 'remove', id: participantId })
  }

  /** Stored first, told then, so that whoever looks after being told finds it ended. A store that is away keeps nobody on the line. */
  function endMeeting(roomId: RoomId): void {
    if (ending.has(roomId)) return
    ending.add(roomId)
    let isTold = false
    const tell = () => {
      if (isTold) return
      isTold = true
      notInTime()
      endRoom(roomId, 'doctor')
    }
    const notInTime = clock.after(TELL_OF_END_WITHIN_MS, tell)
    void notes
      .end(roomId, 'doctor', clock.now(), () => ending.delete(roomId))
      .then((answer) => {
        if (answer === 'ended') {
          log({ event: 'meeting-ended', roomId, by: 'doctor' })
          ports.announce({ type: 'meeting.ended', data: { roomId, by: 'doctor' } })
        }
        tell()
      })
  }

  return {
    connected,
    issueTicket: (grant) => tickets.issue(grant),
    end: endRoom,
    remove,
    endStaff(over) {
      tickets.voidWhere(({ staff }) => staff !== null && isOver(staff, over))
      for (const { roomId, participantId } of staffHolds.heldBy(over)) remove(roomId, participantId)
    },
    renewStaff(before, after) {
      // A page whose ticket is void asks for another, in the new session's name.
      tickets.voidWhere(({ staff }) => staff?.sessionHash === before)
      staffHolds.renew(before, after)
    },
    live: () => ({ rooms: rooms.size, people: secrets.size }),
    async drain() {
      isDraining = true
      rooms.closeAll()
      staffHolds.releaseAll()
      for (const session of [...sessions.values()]) {
        finish(session)
        session.connection.close('restarting')
      }
      await notes.settled(2_000)
    },
    stats: () => ({ sockets: sessions.size, rooms: rooms.size, seats: secrets.size, tickets: tickets.size }),
  }
}
