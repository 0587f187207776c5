import { brokenAt } from '../../db/audit-chain.ts'
import type { Audit } from '../../db/port.ts'
import type { AuditRecord } from '../../db/records.ts'
import { hashOf } from '../random.ts'

export interface Verified {
  /** Lines that were looked at; where the trail breaks, the broken one is the last of them. */
  readonly lines: number
  /** The number of the line where it breaks, or null when it holds. */
  readonly brokenAt: number | null
}

/** Few enough that hashing them holds up nothing else in this process. */
const PAGE = 200

/** Walks the whole trail, oldest line first, and stops where it breaks. A page at a time is in memory. */
export async function verifyTrail(audit: Pick<Audit, 'from'>): Promise<Verified> {
  let last: AuditRecord | null = null
  let lines = 0
  for (;;) {
    const page: AuditRecord[] = await audit.from({ after: last?.seq ?? 0, limit: PAGE })
    const broken = brokenAt(last, page, hashOf)
    if (broken !== null) {
      return { lines: lines + page.findIndex(({ seq }) => seq === broken) + 1, brokenAt: broken }
    }
    lines += page.length
    last = page.at(-1) ?? last
    if (page.length < PAGE) return { lines, brokenAt: null }
  }
}
