import type { Clock } from '../clock.ts'
import type { Secret } from '../contract/ids.ts'
import { LIMITS } from '../contract/limits.ts'
import { hashOf, type Random } from '../random.ts'

/** Each stands for a grant, for a short time. */
export interface Tickets<Grant> {
  issue(grant: Grant): { ticket: Secret; expiresAt: number }
  /** J1, J3: the grant, once; null for unknown, used, expired and voided ones alike, by the same steps. */
  take(ticket: Secret): Grant | null
  voidWhere(is: (grant: Grant) => boolean): void
  /** What a grant says may have become another since its ticket went out. */
  amend(change: (grant: Grant) => Grant): void
  readonly size: number
}

/** Tickets live in memory alone and as hashes: they outlast no restart, and a dump of memory opens no seat. */
export function createTickets<Grant>(ports: { clock: Clock; random: Pick<Random, 'secret'> }): Tickets<Grant> {
  // In order of expiry, since all live equally long.
  const issued = new Map<string, { grant: Grant; until: number }>()

  function dropExpired(): void {
    const now = ports.clock.elapsed()
    for (const [hash, { until }] of issued) {
      if (until > now) return
      issued.delete(hash)
    }
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
    voidWhere(is) {
      for (const [hash, { grant }] of issued) if (is(grant)) issued.delete(hash)
    },
    amend(change) {
      for (const entry of issued.values()) entry.grant = change(entry.grant)
    },
    get size() {
      return issued.size
    },
  }
}
