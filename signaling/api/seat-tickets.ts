import type { MeetingRecord, ParticipantRecord } from '../../db/records.ts'
import type { Millis, Secret } from '../contract/ids.ts'
import { shownName } from '../meetings/meeting-view.ts'
import type { Entry } from '../rooms/core/seat.ts'
import type { Rooms } from '../rooms/rooms.ts'
import type { SeatGrant } from '../rooms/seat-grant.ts'
import type { Callers, Seat, Visitor } from './callers.ts'
import { type Failure, failed } from './outcome.ts'

export type IssuedTicket = { ok: true; ticket: Secret; expiresAt: Millis } | Failure<'meeting-ended' | 'not-found'>

/** A ticket for a caller's seat. */
export type IssueSeatTicket = (visitor: Visitor, seat: Seat) => Promise<IssuedTicket>

export function createSeatTickets(ports: {
  rooms: Pick<Rooms, 'issueTicket'>
  callers: Pick<Callers, 'seat'>
}): IssueSeatTicket {
  const { rooms, callers } = ports
  return async function issue(visitor, seat): Promise<IssuedTicket> {
    const { meeting } = seat
    if (meeting.state === 'ended') return failed('meeting-ended')
    const issued = rooms.issueTicket(grantOf(seat))
    // Whoever revokes, ends or moves stores that first and voids tickets then. A seat that still stands after the ticket was made is
    // one whose ticket they will find, so nobody slips in between.
    const still = await callers.seat(visitor, meeting.roomId, seat.as)
    if (typeof still === 'string') return failed('not-found')
    if (still.meeting.state === 'ended') return failed('meeting-ended')
    // Another doctor's meanwhile, or the door shut to them: what this ticket says of the way in would not be so any more.
    return isTheSame(grantOf(seat), grantOf(still)) ? { ok: true, ...issued } : issue(visitor, still)
  }
}

function isTheSame(one: SeatGrant, other: SeatGrant): boolean {
  return one.doctorId === other.doctorId && one.entry === other.entry
}

function grantOf({ meeting, participant, staff }: Seat): SeatGrant {
  return {
    roomId: meeting.roomId,
    doctorId: meeting.doctorId,
    title: meeting.title,
    startsAt: meeting.startsAt,
    participantId: participant.participantId,
    role: participant.role,
    name: shownName(participant),
    language: participant.language,
    check: participant.check,
    entry: entryOf(meeting, participant),
    admission: meeting.admission,
    relayOnly: meeting.relayOnly,
    staff,
  }
}

/**
 * H2: where the door is open to everybody each is written down as admitted when they come, so that who has come and is not was sent
 * back: an open room's restart must not let them in again.
 */
function entryOf({ admission }: MeetingRecord, { admittedAt, joinedAt }: ParticipantRecord): Entry {
  if (admittedAt !== null) return 'admitted'
  return admission === 'automatic' && joinedAt !== null ? 'held' : 'new'
}
