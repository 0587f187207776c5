import type { ParticipantId } from '../../contract/ids.ts'
import type { ConnectionPath, Quality } from '../../contract/meeting.ts'
import type { ClosingReason } from '../../contract/reasons.ts'
import type { ServerMessage, ServerMessageOf } from '../../contract/server-messages.ts'
import type { PageId, Who } from './seat.ts'

type WithoutHubsPart<M> = M extends unknown ? Omit<M, 'resumeSecret' | 'iceServers' | 'place'> : never

/**
 * What somebody who took a seat is told. The hub adds what must be made anew each time (the resume secret, the relay's credentials)
 * and what no room knows by itself: the place among those who wait for the same doctor.
 */
export type Welcome = WithoutHubsPart<
  ServerMessageOf<'joined'> | ServerMessageOf<'resumed'> | ServerMessageOf<'waiting'>
>

/** By what somebody came to where they are. */
export type How = 'join' | 'resume' | 'takeover' | 'admitted' | 'held'

/** What the hub is to do, in this order. */
export type Effect =
  | { do: 'welcome'; page: PageId; who: Who; how: How; message: Welcome }
  | { do: 'send'; page: PageId; message: ServerMessage }
  /** Would be said to somebody who is away: keep it for when they are back (R4). */
  | { do: 'keep'; id: ParticipantId; message: ServerMessage }
  | { do: 'close'; page: PageId; reason: ClosingReason }
  /** Store: they came, before the door or into the room. */
  | { do: 'note-joined'; id: ParticipantId }
  /** Store: the door is open to them, by the doctor or because it is open to everybody. */
  | { do: 'note-admitted'; id: ParticipantId; by: 'doctor' | 'room' }
  /** Store: the door is shut to them again: the doctor sent them back, or they are gone and it is the doctor who lets people in. */
  | { do: 'note-shut'; id: ParticipantId; why: 'held' | 'gone' }
  /** Store: they are gone, since `ago` milliseconds. */
  | { do: 'note-left'; id: ParticipantId; ago: number; why: 'left' | 'lost' | 'removed' }
  /** Store: two people are in the room, for the first time. */
  | { do: 'note-active' }
  /** Store: media flows between them and another. */
  | { do: 'note-connected'; id: ParticipantId; path: ConnectionPath; afterMs: number }
  /** Store: their line got poorer than it had ever been. */
  | { do: 'note-quality'; id: ParticipantId; quality: Quality }
  /** Store the meeting as ended in one atomic step, then say so by the event `end`. */
  | { do: 'end-meeting' }
  /** The seat is free: its resume secret is void. */
  | { do: 'free'; id: ParticipantId }

export interface Step<R> {
  readonly room: R
  readonly effects: readonly Effect[]
}

/** Shared, because most messages change nothing and some say nothing. */
export const NOTHING: readonly Effect[] = []
