import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { CHAIN_START, chained } from '../audit-chain.ts'
import { type Audit, StoreUnavailable } from '../port.ts'
import { RECORD_CHECKS } from '../record-checks.ts'
import type { AuditRecord } from '../records.ts'
import type { Asking } from './asking.ts'
import { newWriter } from './changes.ts'
import { type Collections, readLine } from './documents.ts'
import { createTurns } from './in-turn.ts'
import { isPassing, isTaken } from './trouble.ts'

/** How often a line is numbered anew after somebody else took its number. */
const MOST_TRIES = 100

export function mongoAudit({ ask }: Asking, { audit: collection }: Collections): Audit {
  const inTurn = createTurns()

  async function last(): Promise<AuditRecord | null> {
    const document = await collection.findOne({}, { sort: { _id: -1 } })
    return document && readLine(document)
  }

  /** The number is the key: of any number of writers one gets it, and the others take the next one. */
  async function append(entry: Parameters<Audit['append']>[0], inTime: () => boolean): Promise<AuditRecord> {
    const by = newWriter()
    let unsure: AuditRecord | null = null
    for (let tries = 0; tries < MOST_TRIES && inTime(); tries += 1) {
      try {
        // Its answer was lost: was it written?
        if (unsure && (await collection.findOne({ _id: unsure.seq, by }))) return unsure
        const before = await last()
        const seq = (before?.seq ?? 0) + 1
        const line = chained({ schema: 1, seq, ...entry, previousHash: before?.hash ?? CHAIN_START }, sha256)
        RECORD_CHECKS.audit.assert(line)
        unsure = line
        await collection.insertOne({ _id: seq, by, record: line })
        return line
      } catch (error) {
        if (!isPassing(error) && !isTaken(error)) throw error
      }
      await pause(Math.random() * Math.min(tries + 1, 20))
    }
    throw new StoreUnavailable('unreachable')
  }

  return {
    append: (entry) => ask((inTime) => inTurn('last', () => append(entry, inTime))),
    page: ({ before, limit }) =>
      ask(async () => {
        if (limit === 0) return []
        const filter = before === null ? {} : { _id: { $lt: before } }
        return (await collection.find(filter).sort({ _id: -1 }).limit(limit).toArray()).map(readLine)
      }),
    from: ({ after, limit }) =>
      ask(async () => {
        if (limit === 0) return []
        const filter = { _id: { $gt: after } }
        return (await collection.find(filter).sort({ _id: 1 }).limit(limit).toArray()).map(readLine)
      }),
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
