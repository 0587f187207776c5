import { brokenAt } from '../../db/audit-chain.ts'
import type { Audit } from '../../db/port.ts'
import type { AuditRecord } from '../../db/records.ts'
import { hashOf } from '../random.ts'

export interface Verified {
  /** Lines that were looked at; where the trail breaks, the broken one is the last of them. */
  readonly lines: number
  /** The number of the line where it breaks, or null when it holds. */
  readonly brokenAt: number | null
  /** The last line that holds: a later walk may begin behind it. */
  readonly last: AuditRecord | null
}

/** Few enough that hashing them holds up nothing else in this process. */
const PAGE = 200

const FROM_THE_START: Pick<Verified, 'lines' | 'last'> = { lines: 0, last: null }

/** Walks the trail, oldest line first, and stops where it breaks. A page at a time is in memory. */
export async function verifyTrail(
  audit: Pick<Audit, 'from'>,
  behind: Pick<Verified, 'lines' | 'last'> = FROM_THE_START,
): Promise<Verified> {
  let { lines, last } = behind
  for (;;) {
    const page: AuditRecord[] = await audit.from({ after: last?.seq ?? 0, limit: PAGE })
    const broken = brokenAt(last, page, hashOf)
    if (broken !== null) {
      const index = page.findIndex(({ seq }) => seq === broken)
      return { lines: lines + index + 1, brokenAt: broken, last: page[index - 1] ?? last }
    }
    lines += page.length
    last = page.at(-1) ?? last
    if (page.length < PAGE) return { lines, brokenAt: null, last }
  }
}
