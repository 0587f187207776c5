import type { Collection } from 'mongodb'
import type { RecordKind } from '../migrations.ts'
import { StoreUnavailable } from '../port.ts'
import { RECORD_CHECKS } from '../record-checks.ts'
import { newWriter } from './changes.ts'
import {
  accountFormat,
  type Collections,
  type Format,
  inviteFormat,
  type Kept,
  meetingFormat,
  sessionFormat,
} from './documents.ts'

/** The versions of the shapes that everything in this database has at least. */
const MARK = 'shapes'

const TODAY = Object.fromEntries(Object.entries(RECORD_CHECKS).map(([kind, { version }]) => [kind, version]))

/**
 * Records are brought up when they are read; but what is listed and sorted by has to be right in the database. So at the first start of
 * a newer version every older record is written anew, each in its own compare-and-set, and only then the mark: whoever is stopped
 * in the middle begins again and finds less to do. Rejects with `newer` where a later version has been.
 */
export async function bringUpShapes(collections: Collections): Promise<void> {
  const mark = await collections.marks.findOne({ _id: MARK })
  const there = versionsIn(mark?.versions)
  if (Object.entries(there).some(([kind, version]) => version > (TODAY[kind] ?? 0))) throw new StoreUnavailable('newer')
  if (Object.entries(TODAY).every(([kind, version]) => there[kind] === version)) return
  if (mark) {
    await bringUp(collections.accounts, accountFormat)
    await bringUp(collections.sessions, sessionFormat)
    await bringUp(collections.meetings, meetingFormat)
    await bringUp(collections.invites, inviteFormat)
  }
  await collections.marks.replaceOne({ _id: MARK }, { versions: TODAY }, { upsert: true })
}

/** Lines of the audit stay as they were hashed: they are brought up on reading alone. */
async function bringUp<T>(collection: Collection<Kept>, format: Format<T>): Promise<void> {
  const kind: RecordKind = format.kind
  const older = collection.find({ 'record.schema': { $lt: RECORD_CHECKS[kind].version } }, { batchSize: 500 })
  for await (const document of older) {
    const next = {
      ...document,
      ...format.write(format.read(document)),
      revision: document.revision + 1,
      by: newWriter(),
    }
    // Whoever changed it meanwhile has written today's shape.
    await collection.replaceOne({ _id: document._id, revision: document.revision }, next)
  }
}

function versionsIn(stored: unknown): Record<string, number> {
  const entries = Object.entries(Object(stored))
  return Object.fromEntries(entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number'))
}
