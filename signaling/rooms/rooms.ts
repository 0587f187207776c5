import type { SecretHash } from '../../db/records.ts'
import type { Millis, ParticipantId, RoomId, Secret } from '../contract/ids.ts'
import type { EndReason } from '../contract/meeting.ts'
import type { SeatGrant } from './seat-grant.ts'
import type { StaffOver } from './staff-holds.ts'

/** What the REST API may ask of the live rooms; the hub is one. */
export interface Rooms {
  /** J1: works once and for 60 s, for this seat alone. */
  issueTicket(grant: SeatGrant): { ticket: Secret; expiresAt: Millis }
  /** The stored meeting is over: tell everybody inside, close their sockets. Harmless when nobody is there. */
  end(roomId: RoomId, by: EndReason): void
  /** Take one person out (invite revoked); their socket closes within a second. */
  remove(roomId: RoomId, participantId: ParticipantId): void
  /** Sessions of staff were closed in the store: the seats they hold are given up, their sockets close within a second. */
  endStaff(over: StaffOver): void
  /** The same person goes on under a new session; what the one before held is the new one's. */
  renewStaff(before: SecretHash, after: SecretHash): void
  /** Rooms that are open in this process, and the people with a seat in them. */
  live(): { readonly rooms: number; readonly people: number }
}
