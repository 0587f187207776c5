import { createHash } from 'node:crypto'
import type { RecordKind } from '../../db/migrations.ts'
import type { Archive } from '../../db/port.ts'
import { canonical, KINDS, type Tallies } from './archive-line.ts'

/** Counts and hashes records as they go by, each kind for itself. */
export function createTallying() {
  const open = { account: start(), session: start(), meeting: start(), invite: start(), audit: start() }
  return {
    add(kind: RecordKind, record: unknown): void {
      open[kind].count += 1
      open[kind].hash.update(canonical(record)).update('\n')
    },
    /** Once, at the end. */
    result(): Tallies {
      const { account, session, meeting, invite, audit } = open
      return {
        account: closed(account),
        session: closed(session),
        meeting: closed(meeting),
        invite: closed(invite),
        audit: closed(audit),
      }
    },
  }
}

const start = () => ({ count: 0, hash: createHash('sha256') })
const closed = ({ count, hash }: ReturnType<typeof start>) => ({ count, sha256: hash.digest('hex') })

const PAGE = 500

/** Everything in a store, kind after kind, in the order of the keys. */
export async function* everything(archive: Archive): AsyncGenerator<{ kind: RecordKind; records: unknown[] }> {
  for (const kind of KINDS) {
    for (let after: string | null = null, more = true; more; ) {
      const page: { records: unknown[]; next: string | null } = await archive.page(kind, { after, limit: PAGE })
      yield { kind, records: page.records }
      after = page.next
      more = after !== null
    }
  }
}

export async function tallyOf(archive: Archive): Promise<Tallies> {
  const tallying = createTallying()
  for await (const { kind, records } of everything(archive)) {
    for (const record of records) tallying.add(kind, record)
  }
  return tallying.result()
}

/** The kinds in which two differ. */
export function differing(one: Tallies, other: Tallies): RecordKind[] {
  return KINDS.filter((kind) => one[kind].count !== other[kind].count || one[kind].sha256 !== other[kind].sha256)
}
