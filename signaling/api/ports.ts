import type { Store } from '../../db/port.ts'
import type { Passwords } from '../accounts/passwords.ts'
import type { RecordLine } from '../audit/trail.ts'
import type { Clinic } from '../clinic.ts'
import type { Clock } from '../clock.ts'
import type { Millis } from '../contract/ids.ts'
import type { RelayTrial } from '../contract/relay-trial.ts'
import type { IceServer } from '../contract/server-messages.ts'
import type { Announce } from '../contract/webhook-events.ts'
import type { FirstTry } from '../first-try/first-try.ts'
import type { Log } from '../log.ts'
import type { SendMail } from '../mail/mail.ts'
import type { NoteSeal } from '../notes/note-seal.ts'
import type { Random } from '../random.ts'
import type { Rooms } from '../rooms/rooms.ts'

/** What an administrator may know about this process; no secret among it. */
export interface About {
  readonly version: string
  readonly startedAt: Millis
  readonly relay: {
    readonly stunUrls: readonly string[]
    readonly turnUrls: readonly string[]
    readonly hasSecret: boolean
  }
  readonly retentionDays: number
}

/** Everything the REST API needs of the world. */
export interface ApiPorts {
  readonly store: Store
  readonly rooms: Rooms
  readonly firstTry: FirstTry
  readonly passwords: Passwords
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** Writes a line of the audit trail. */
  readonly record: RecordLine
  readonly about: About
  /** Null where no key is there: no note can be kept. */
  readonly notes: NoteSeal | null
  readonly announce: Announce
  /** Null: no mail server is set up. */
  readonly sendMail: SendMail | null
  readonly clinic: Clinic
  /** Of the words in force; whoever agreed to others is asked again. */
  readonly consentVersion: string
  /** What a new meeting is of which nobody says it. */
  readonly relayOnly: boolean
  /** What anybody is told of STUN and TURN to try them out. */
  readonly checkIceServers: () => IceServer[]
  /** Tries the relay from this process. */
  readonly tryRelay: () => Promise<RelayTrial[]>
  /** What people type to get here; links and cookies are made from it, never from what a request says of itself. */
  readonly publicUrl: string
}
