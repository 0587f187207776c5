import type { ClientMessage } from '../../contract/client-messages.ts'
import type { ClinicNote } from '../../contract/clinic-note.ts'
import type { Millis, ParticipantId } from '../../contract/ids.ts'
import type { EndReason } from '../../contract/meeting.ts'
import type { ServerMessage } from '../../contract/server-messages.ts'
import type { Entry, PageId, Who } from './seat.ts'

/** What a seated page may still say; joining, resuming and pinging are between it and the hub. */
export type Said = Exclude<ClientMessage, { type: 'join-room' | 'resume' | 'ping' }>

/** `now` is the hub's even clock, `at` the wall clock. Whoever speaks is named by the hub, never by the message. */
export type RoomEvent =
  /** From: a page with a ticket. Does: seats them, takes their own seat over, or refuses (J4, J5). */
  | { type: 'join'; who: Who; entry: Entry; page: PageId; at: Millis }
  /** From: a page without scripts, at each refresh. Does: takes or keeps a seat before the door (Q4). */
  | { type: 'refresh'; who: Who; entry: Entry; now: number; at: Millis }
  /** From: a page with a resume secret. Does: puts them back on their seat (R1). `missed` is null when that is not known (R4). */
  | { type: 'resume'; id: ParticipantId; page: PageId; now: number; missed: readonly ServerMessage[] | null }
  /** From: a seated page. Does: passes it on, admits, leaves, asks for the end. */
  | { type: 'said'; id: ParticipantId; page: PageId; message: Said; at: Millis }
  /** From: the socket. Does: keeps the seat, tells the others (R1). */
  | { type: 'lost'; id: ParticipantId; page: PageId; now: number }
  /** From: the clock, at `nextDeadline`. Does: gives up and frees what has been away for too long (R1). */
  | { type: 'tick'; now: number }
  /** From: the API (the doctor's desk). Does: opens the door to one person. */
  | { type: 'admit'; id: ParticipantId }
  /** From: the API (the doctor's desk). Does: sends one person back before the door (H1). */
  | { type: 'hold'; id: ParticipantId }
  /** From: the API. Does: keeps a line between the clinic and one person and shows it to them (Q5). */
  | { type: 'note'; id: ParticipantId; note: ClinicNote }
  /** From: the API (invite revoked). Does: takes one person out. */
  | { type: 'remove'; id: ParticipantId }
  /** From: the API (the meeting is another doctor's now), or the store, which knows no such part. Does: takes it out, and no note of it (M1). */
  | { type: 'gone'; id: ParticipantId }
  /** From: the API, or the hub once the end is stored. `by` is null when the store knew it was over and not by whom. */
  | { type: 'end'; by: EndReason | null }
