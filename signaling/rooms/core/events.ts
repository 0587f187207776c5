import type { ClientMessage } from '../../contract/client-messages.ts'
import type { Millis, ParticipantId } from '../../contract/ids.ts'
import type { EndReason } from '../../contract/meeting.ts'
import type { PageId, Who } from './seat.ts'

/** What a seated page may still say; joining, resuming and pinging are between it and the hub. */
export type Said = Exclude<ClientMessage, { type: 'join-room' | 'resume' | 'ping' }>

/** `now` is the hub's even clock, `at` the wall clock. Whoever speaks is named by the hub, never by the message. */
export type RoomEvent =
  /** From: a page with a ticket. Does: seats them, takes their own seat over, or refuses (J4, J5). */
  | { type: 'join'; who: Who; page: PageId; at: Millis }
  /** From: a page with a resume secret. Does: puts them back on their seat (R1). */
  | { type: 'resume'; id: ParticipantId; page: PageId; now: number }
  /** From: a seated page. Does: passes it on, admits, leaves, asks for the end. */
  | { type: 'said'; id: ParticipantId; page: PageId; message: Said; at: Millis }
  /** From: the socket. Does: keeps the seat, tells the others (R1). */
  | { type: 'lost'; id: ParticipantId; page: PageId; now: number }
  /** From: the clock, at `nextDeadline`. Does: gives up and frees what has been away for too long (R1). */
  | { type: 'tick'; now: number }
  /** From: the API (invite revoked). Does: takes one person out. */
  | { type: 'remove'; id: ParticipantId }
  /** From: the API, or the hub once the end is stored. `by` is null when the store knew it was over and not by whom. */
  | { type: 'end'; by: EndReason | null }
