import type { Sessions } from '../../db/port.ts'
import type { SecretHash } from '../../db/records.ts'
import type { Clock } from '../clock.ts'
import type { ClientMessage } from '../contract/client-messages.ts'
import type { DeskMessage } from '../contract/desk-messages.ts'
import type { Millis, Secret } from '../contract/ids.ts'
import { LIMITS } from '../contract/limits.ts'
import type { Log } from '../log.ts'
import type { Random } from '../random.ts'
import { type Bucket, fullBucket, spend } from '../rooms/core/limits.ts'
import type { PageId } from '../rooms/core/seat.ts'
import type { DeskGrant } from '../rooms/seat-grant.ts'
import { createStaffHolds, isOver, type StaffOver } from '../rooms/staff-holds.ts'
import { createTickets } from '../rooms/tickets.ts'
import type { Desks } from './desks.ts'

/** Doctors' pages that watch their desk: by which ticket they come, by which session they are held, what they may say (Q2). */
export interface Watching {
  issueTicket(grant: DeskGrant): { ticket: Secret; expiresAt: Millis }
  begin(page: PageId, ticket: Secret): 'ticket-refused' | null
  /** The answer to what a watching page said; `too-many` when it is to be closed (L1). */
  said(page: PageId, type: ClientMessage['type']): DeskMessage | 'too-many'
  /** Harmless for a page that does not watch. */
  stop(page: PageId): void
  /** Voids the tickets of sessions of staff that are over; the pages they held are to be closed. */
  endStaff(over: StaffOver): PageId[]
  renewStaff(before: SecretHash, after: SecretHash): void
  stopAll(): void
  readonly tickets: number
}

export function createWatching(ports: {
  clock: Clock
  random: Pick<Random, 'secret' | 'errorId'>
  sessions: Pick<Sessions, 'touch'>
  log: Log
  desks: Desks
}): Watching {
  const { clock, log, desks } = ports
  const tickets = createTickets<DeskGrant>(ports)
  const holds = createStaffHolds<PageId>({ ...ports, nameOf: String })
  const limits = new Map<PageId, Bucket>()

  return {
    issueTicket: (grant) => tickets.issue(grant),

    begin(page, ticket) {
      const grant = tickets.take(ticket)
      if (grant === null) return 'ticket-refused'
      limits.set(page, fullBucket())
      holds.hold(page, grant.staff)
      desks.open(page, grant.doctorId)
      log({ event: 'desk-opened' })
      return null
    },

    said(page, type) {
      const spent = spend(limits.get(page) ?? fullBucket(), LIMITS.setUp, clock.elapsed())
      if (spent === 'over-again') return 'too-many'
      if (spent === 'over') return { type: 'error', reason: 'slow-down' }
      // Who watches has no seat to speak from.
      return type === 'ping' ? { type: 'pong' } : { type: 'error', reason: 'not-allowed' }
    },

    stop(page) {
      if (!limits.delete(page)) return
      holds.release(page)
      desks.close(page)
    },

    endStaff(over) {
      tickets.voidWhere(({ staff }) => isOver(staff, over))
      return holds.heldBy(over)
    },

    renewStaff(before, after) {
      tickets.voidWhere(({ staff }) => staff.sessionHash === before)
      holds.renew(before, after)
    },

    stopAll() {
      limits.clear()
      holds.releaseAll()
      desks.closeAll()
    },

    get tickets() {
      return tickets.size
    },
  }
}
