import type { ParticipantId, RoomId } from '../contract/ids.ts'
import type { Admission } from '../contract/meeting.ts'
import type { Role } from '../contract/participant.ts'
import type { StaffHold } from './staff-holds.ts'

/** The right to one seat, as the REST API found it in the store for the caller; a ticket stands for it. */
export interface SeatGrant {
  readonly roomId: RoomId
  readonly participantId: ParticipantId
  readonly role: Role
  readonly name: string
  readonly admission: Admission
  readonly relayOnly: boolean
  /** The session of staff they came with; null for those who came by an invite. */
  readonly staff: StaffHold | null
}
