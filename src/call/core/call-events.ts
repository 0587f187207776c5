import type { ClientMessage } from '../../../signaling/contract/client-messages.ts'
import type { ParticipantId } from '../../../signaling/contract/ids.ts'
import type { Reason } from '../../../signaling/contract/reasons.ts'
import type { ServerMessageOf } from '../../../signaling/contract/server-messages.ts'
import type { BlockCause } from './block-cause.ts'

/**
 * Everything that moves a call. Messages of the server are events as they are; set-up messages go to the link they are for, chat
 * to the log, and neither comes here.
 */
export type CallEvent =
  | { readonly type: 'join-pressed' } // from: person     does: open the line
  | { readonly type: 'leave-pressed' } // from: person     does: say so, close everything, camera light off
  | { readonly type: 'end-pressed' } // from: the doctor    does: end it for all, close everything
  | { readonly type: 'admit-pressed'; readonly who: ParticipantId } // from: the doctor    does: ask the server to open the door
  | { readonly type: 'hold-pressed'; readonly who: ParticipantId } // from: the doctor    does: ask the server to send them back before it
  | ServerMessageOf<'waiting'> // from: signaling  does: wait before the door
  | ServerMessageOf<'joined'> // from: signaling  does: open a link to everybody there; they offer, for they were there first. Links that still stand are kept
  | ServerMessageOf<'resumed'> // from: signaling  does: keep the links, make up for what was missed
  | ServerMessageOf<'ice-servers'> // from: signaling  does: have them at hand for the next restart of a link
  | ServerMessageOf<'user-waiting'> // from: signaling  does: show the doctor who waits
  | ServerMessageOf<'user-joined'> // from: signaling  does: open a link and offer, for we were there first; a link that stands is renewed instead
  | ServerMessageOf<'user-left'> // from: signaling  does: close the link
  | ServerMessageOf<'user-away'> // from: signaling  does: say so; the link may go on
  | ServerMessageOf<'user-back'> // from: signaling  does: say again what may have been lost on the way to them
  | ServerMessageOf<'media-state'> // from: signaling  does: show it in words
  | ServerMessageOf<'call-ended'> // from: signaling  does: close everything
  | { readonly type: 'line-lost' } // from: the line   does: say so; media goes on
  | { readonly type: 'line-refused'; readonly reason: Reason } // from: the line   does: close everything, coming back makes no sense
  | { readonly type: 'link-up'; readonly to: ParticipantId } // from: a link     does: show the picture
  | { readonly type: 'link-down'; readonly to: ParticipantId } // from: a link     does: say that it is being brought back
  | { readonly type: 'link-blocked'; readonly to: ParticipantId; readonly cause: BlockCause } // from: a link     does: name the cause, and offer what works

/** What to do about it; src/call/session.ts does it, in this order. */
export type CallEffect =
  | { readonly do: 'open-line' }
  | { readonly do: 'send'; readonly message: ClientMessage }
  /** Says it, when the line is up, and closes the line for good. */
  | { readonly do: 'close-line'; readonly say: 'leave-room' | 'end-call' | null }
  /** By REST, for when the line is down. */
  | { readonly do: 'end-meeting' }
  | { readonly do: 'open-link'; readonly to: ParticipantId; readonly offers: boolean }
  | { readonly do: 'close-link'; readonly to: ParticipantId }
  /** What was said to them lately may be lost: say the open offer again. */
  | { readonly do: 'line-is-back'; readonly to: ParticipantId }
  /** Their page joined anew: the same page, whose link goes on, or another one, which will answer as another connection. */
  | { readonly do: 'renew-link'; readonly to: ParticipantId }
  | { readonly do: 'say-media' }
  | { readonly do: 'stop-devices' }
