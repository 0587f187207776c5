import type { Collection } from 'mongodb'
import type { RecordKind } from '../migrations.ts'
import type { Archive } from '../port.ts'
import { RECORD_CHECKS, type RecordCheck } from '../record-checks.ts'
import type { Asking } from './asking.ts'
import { newWriter, untilAnswered } from './changes.ts'
import {
  accountFormat,
  type Collections,
  type Format,
  inviteFormat,
  type Kept,
  meetingFormat,
  readLine,
  sessionFormat,
} from './documents.ts'

/** One kind's end of the archive. */
interface Shelf {
  page(after: string | null, limit: number): Promise<{ records: unknown[]; next: string | null }>
  put(records: readonly unknown[], inTime: () => boolean): Promise<void>
  count(): Promise<number>
}

export function mongoArchive({ ask }: Asking, collections: Collections): Archive {
  const shelves: Readonly<Record<RecordKind, Shelf>> = {
    account: shelf(collections.accounts, accountFormat, RECORD_CHECKS.account),
    session: shelf(collections.sessions, sessionFormat, RECORD_CHECKS.session),
    meeting: shelf(collections.meetings, meetingFormat, RECORD_CHECKS.meeting),
    invite: shelf(collections.invites, inviteFormat, RECORD_CHECKS.invite),
    audit: auditShelf(collections),
  }
  return {
    page: (kind, { after, limit }) => ask(() => shelves[kind].page(after, limit)),
    put: (kind, records) => ask((inTime) => shelves[kind].put(records, inTime)),
    count: (kind) => ask(() => shelves[kind].count()),
  }
}

function shelf<T>(collection: Collection<Kept>, format: Format<T>, check: RecordCheck<T>): Shelf {
  return {
    async page(after, limit) {
      const filter = after === null ? {} : { _id: { $gt: after } }
      const documents = await collection
        .find(filter)
        .sort({ _id: 1 })
        .limit(limit + 1)
        .toArray()
      const shown = documents.slice(0, limit)
      const next = documents.length > limit ? (shown.at(-1)?._id ?? null) : null
      return { records: shown.map((document) => format.read(document)), next }
    },
    async put(records, inTime) {
      const documents = records.map((record) => format.write(checked(check, record)))
      if (documents.length === 0) return
      const writes = documents.map((document) => ({
        replaceOne: {
          filter: { _id: document._id },
          replacement: { ...document, revision: 1, by: newWriter() },
          upsert: true,
        },
      }))
      await untilAnswered(() => collection.bulkWrite(writes, { ordered: false }), inTime)
    },
    count: () => collection.countDocuments({}),
  }
}

function auditShelf({ audit: collection }: Collections): Shelf {
  return {
    async page(after, limit) {
      const filter = after === null ? {} : { _id: { $gt: Number(after) } }
      const documents = await collection
        .find(filter)
        .sort({ _id: 1 })
        .limit(limit + 1)
        .toArray()
      const records = documents.slice(0, limit).map(readLine)
      const last = records.at(-1)
      return { records, next: last && documents.length > limit ? String(last.seq) : null }
    },
    async put(records, inTime) {
      const lines = records.map((record) => checked(RECORD_CHECKS.audit, record))
      if (lines.length === 0) return
      const writes = lines.map((record) => ({
        replaceOne: { filter: { _id: record.seq }, replacement: { by: newWriter(), record }, upsert: true },
      }))
      await untilAnswered(() => collection.bulkWrite(writes, { ordered: false }), inTime)
    },
    count: () => collection.countDocuments({}),
  }
}

function checked<T>(check: RecordCheck<T>, record: unknown): T {
  if (!check.is(record)) throw new TypeError('What is to be archived is no record of its kind.')
  return record
}
