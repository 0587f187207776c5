import type { Ending } from '../../../signaling/contract/ending.ts'
import type { Millis, ParticipantId } from '../../../signaling/contract/ids.ts'
import type { Participant } from '../../../signaling/contract/participant.ts'
import type { Reason } from '../../../signaling/contract/reasons.ts'
import type { IceServer, ServerMessageOf } from '../../../signaling/contract/server-messages.ts'
import type { BlockCause } from './block-cause.ts'

/** How the media link to one other participant stands. `blocked`: it has not come up in all the time that takes. */
export type Link =
  | { readonly link: 'building' | 'up' | 'down' }
  | { readonly link: 'blocked'; readonly cause: BlockCause }

/** Somebody else in the room. */
export type Other = Link & {
  readonly participant: Participant
  /** False: the server forgot them (it was restarted) and they are not back yet. They stay while the link to them does. */
  readonly confirmed: boolean
}

/** Our place behind the door. */
export interface Room {
  readonly you: Participant
  readonly others: readonly Other[]
  /** People before the door; filled for the doctor alone. */
  readonly waiting: readonly Participant[]
  readonly iceServers: readonly IceServer[]
  readonly relayOnly: boolean
}

/**
 * What the browser goes through (diagram 5): new -> connecting -> waiting -> calling -> connected -> ended, with reconnecting
 * between them. Each shape has only what is true then.
 */
export type Call =
  /** The lobby: nothing was sent to anyone. */
  | { readonly phase: 'new' }
  /** Join was pressed; `troubled` when the first try did not get through. */
  | { readonly phase: 'connecting'; readonly troubled: boolean }
  /** Before the door: told nothing about anybody (W1). */
  | { readonly phase: 'waiting'; readonly door: 'closed'; readonly you: Participant; readonly since: Millis }
  /** In the room, alone. */
  | { readonly phase: 'waiting'; readonly door: 'open'; readonly room: Room }
  /** Others are there, no link is up yet. */
  | { readonly phase: 'calling'; readonly room: Room }
  /** The line is up and so is at least one link. */
  | { readonly phase: 'connected'; readonly room: Room }
  /** The line to the server is lost; links that were up may well go on. */
  | {
      readonly phase: 'reconnecting'
      readonly lost: 'line'
      readonly door: 'closed'
      readonly you: Participant
      readonly since: Millis
    }
  | { readonly phase: 'reconnecting'; readonly lost: 'line' | 'media'; readonly door: 'open'; readonly room: Room }
  | { readonly phase: 'ended'; readonly by: Ending }

/** The phase a room is in while the line is up. */
export function settled(room: Room): Call {
  const links = room.others.map(({ link }) => link)
  if (links.length === 0) return { phase: 'waiting', door: 'open', room }
  if (links.includes('up')) return { phase: 'connected', room }
  if (links.includes('down')) return { phase: 'reconnecting', lost: 'media', door: 'open', room }
  return { phase: 'calling', room }
}

export function roomOf(call: Call): Room | null {
  return 'room' in call ? call.room : null
}

/** Can words be sent to the server now, as somebody in the room? */
export function lineIsOpen(call: Call): boolean {
  return roomOf(call) !== null && !(call.phase === 'reconnecting' && call.lost === 'line')
}

export function joinedRoom(message: ServerMessageOf<'joined'>): Room {
  return {
    you: message.you,
    others: message.participants.map((participant) => ({ participant, link: 'building', confirmed: true })),
    waiting: message.waiting,
    iceServers: message.iceServers,
    relayOnly: message.relayOnly,
  }
}

/** The same room when nobody there has that id. */
export function withOther(room: Room, id: ParticipantId, change: (other: Other) => Other): Room {
  if (!room.others.some(({ participant }) => participant.id === id)) return room
  return { ...room, others: room.others.map((other) => (other.participant.id === id ? change(other) : other)) }
}

/** What a refusal that no retry helps against means to the person. */
export function endingOf(reason: Reason): Ending {
  switch (reason) {
    case 'ended':
      return 'doctor'
    case 'left':
      return 'left'
    case 'replaced':
      return 'replaced'
    case 'removed':
      return 'removed'
    case 'room-full':
      return 'room-full'
    case 'old-version':
      return 'old-version'
    case 'ticket-refused':
    case 'not-allowed':
      return 'refused'
    default:
      return 'failed'
  }
}
