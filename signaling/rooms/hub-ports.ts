import type { Meetings, Sessions } from '../../db/port.ts'
import type { Clock } from '../clock.ts'
import type { ParticipantId } from '../contract/ids.ts'
import type { IceServer } from '../contract/server-messages.ts'
import type { Announce } from '../contract/webhook-events.ts'
import type { Log } from '../log.ts'
import type { Random } from '../random.ts'

/** What of the store the live rooms write to. */
export type MeetingNotes = Pick<
  Meetings,
  'noteAdmitted' | 'noteJoined' | 'noteLeft' | 'noteActive' | 'noteConnected' | 'noteQuality' | 'end'
>

/** Everything the hub needs of the world. */
export interface HubPorts {
  readonly clock: Clock
  readonly random: Pick<Random, 'secret' | 'id' | 'errorId'>
  readonly meetings: MeetingNotes
  /** For doctors in a call, who make no requests. */
  readonly sessions: Pick<Sessions, 'touch'>
  /** Fresh STUN and TURN servers with short-lived credentials, asked for at each join and resume. */
  readonly iceServersFor: (participantId: ParticipantId) => readonly IceServer[]
  /** T1: how long before they are made anew for somebody in a room; null: they do not run out. */
  readonly renewIceServersMs: number | null
  readonly log: Log
  /** Arrivals and ends, for the clinic's other systems. */
  readonly announce: Announce
}
