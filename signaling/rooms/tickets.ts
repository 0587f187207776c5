import type { Clock } from '../clock.ts'
import type { ParticipantId, RoomId, Secret } from '../contract/ids.ts'
import { LIMITS } from '../contract/limits.ts'
import { hashOf, type Random } from '../random.ts'
import type { SeatGrant } from './seat-grant.ts'

export interface Tickets {
  issue(grant: SeatGrant): { ticket: Secret; expiresAt: number }
  /** J1, J3: the grant, once; null for unknown, used, expired and voided ones alike, by the same steps. */
  take(ticket: Secret): SeatGrant | null
  /** Voids what is out for a meeting, or for one person in it. */
  voidAll(roomId: RoomId, participantId?: ParticipantId): void
  voidWhere(is: (grant: SeatGrant) => boolean): void
  readonly size: number
}

/** Tickets live in memory alone and as hashes: they outlast no restart, and a dump of memory opens no seat. */
export function createTickets(ports: { clock: Clock; random: Pick<Random, 'secret'> }): Tickets {
  // In order of expiry, since all live equally long.
  const issued = new Map<string, { grant: SeatGrant; until: number }>()

  function dropExpired(): void {
    const now = ports.clock.elapsed()
    for (const [hash, { until }] of issued) {
      if (until > now) return
      issued.delete(hash)
    }
  }

  function voidWhere(is: (grant: SeatGrant) => boolean): void {
    for (const [hash, { grant }] of issued) if (is(grant)) issued.delete(hash)
  }

  return {
    issue(grant) {
      dropExpired()
      const ticket = ports.random.secret()
      issued.set(hashOf(ticket), { grant, until: ports.clock.elapsed() + LIMITS.ticketMs })
      return { ticket, expiresAt: ports.clock.now() + LIMITS.ticketMs }
    },
    take(ticket) {
      const hash = hashOf(ticket)
      const found = issued.get(hash)
      issued.delete(hash)
      return found !== undefined && found.until > ports.clock.elapsed() ? found.grant : null
    },
    voidAll(roomId, participantId) {
      voidWhere(
        (grant) => grant.roomId === roomId && (participantId === undefined || grant.participantId === participantId),
      )
    },
    voidWhere,
    get size() {
      return issued.size
    },
  }
}
