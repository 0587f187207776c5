import type { SecretHash } from '../../db/records.ts'
import type { Millis, ParticipantId, RoomId, Secret } from '../contract/ids.ts'
import type { EndReason } from '../contract/meeting.ts'
import type { Reception } from './reception.ts'
import type { DeskGrant, SeatGrant } from './seat-grant.ts'
import type { StaffOver } from './staff-holds.ts'

/** What the REST API may ask of the live rooms; the hub is one. */
export interface Rooms extends Reception {
  /** J1: works once and for 60 s, for this seat alone. */
  issueTicket(grant: SeatGrant): { ticket: Secret; expiresAt: Millis }
  /** Q2: the same for a doctor's desk. */
  issueDeskTicket(grant: DeskGrant): { ticket: Secret; expiresAt: Millis }
  /** The stored meeting is over: tell everybody inside, close their sockets. Harmless when nobody is there. */
  end(roomId: RoomId, by: EndReason): void
  /** Take one person out (invite revoked); their socket closes within a second. */
  remove(roomId: RoomId, participantId: ParticipantId): void
  /** Sessions of staff were closed in the store: what they hold is given up, their sockets close within a second. */
  endStaff(over: StaffOver): void
  /** The same person goes on under a new session; what the one before held is the new one's. */
  renewStaff(before: SecretHash, after: SecretHash): void
  /** Has anybody a seat in it, in this process? */
  isOpen(roomId: RoomId): boolean
  /** Rooms that are open in this process, and the people with a seat in them. */
  live(): { readonly rooms: number; readonly people: number }
}
