import type { Store } from '../../db/port.ts'
import type { Passwords } from '../accounts/passwords.ts'
import type { Clock } from '../clock.ts'
import type { FirstTry } from '../first-try/first-try.ts'
import type { Log } from '../log.ts'
import type { Random } from '../random.ts'
import type { Rooms } from '../rooms/rooms.ts'

/** Everything the REST API needs of the world. */
export interface ApiPorts {
  readonly store: Store
  readonly rooms: Rooms
  readonly firstTry: FirstTry
  readonly passwords: Passwords
  readonly clock: Pick<Clock, 'now' | 'elapsed'>
  readonly random: Random
  readonly log: Log
  /** What people type to get here; links and cookies are made from it, never from what a request says of itself. */
  readonly publicUrl: string
}
