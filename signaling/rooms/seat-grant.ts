import type { AccountId, Millis, ParticipantId, RoomId } from '../contract/ids.ts'
import type { Language } from '../contract/languages.ts'
import type { Admission } from '../contract/meeting.ts'
import type { Role } from '../contract/participant.ts'
import type { NetworkCheck } from '../contract/visit.ts'
import type { Entry } from './core/seat.ts'
import type { StaffHold } from './staff-holds.ts'

/** The right to one seat, as the REST API found it in the store for the caller; a ticket stands for it. */
export interface SeatGrant {
  readonly roomId: RoomId
  /** Whose meeting it is; null once that is deleted. */
  readonly doctorId: AccountId | null
  readonly title: string
  readonly startsAt: Millis | null
  readonly participantId: ParticipantId
  readonly role: Role
  readonly name: string
  readonly language: Language
  readonly check: NetworkCheck | null
  readonly entry: Entry
  readonly admission: Admission
  readonly relayOnly: boolean
  /** The session of staff they came with; null for those who came by an invite. */
  readonly staff: StaffHold | null
}

/** The right to see a doctor's arrivals. */
export interface DeskGrant {
  readonly doctorId: AccountId
  readonly staff: StaffHold
}
