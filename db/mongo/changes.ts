import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Collection } from 'mongodb'
import { StoreUnavailable } from '../port.ts'
import type { Format, Kept } from './documents.ts'
import { isPassing, isTaken } from './trouble.ts'

/** What becomes of a record, and what the one who asked is told. `record: null`: it is right as it is. */
export interface Decision<T, Said> {
  readonly said: Said
  readonly record: T | null
}

/** How often a change is decided anew after somebody else's came first: far beyond what people can do to one record. */
const MOST_TRIES = 40

/**
 * Changes one record in one atomic step: reads it, decides, and replaces it where its revision is still the one that was read. Who
 * comes second reads again and decides again. When the answer to a replacement is lost, the document itself tells whether it was
 * written, so that nothing is done twice and nobody is told a wrong outcome.
 */
export async function changeOne<T, Said>(
  { collection, format }: { collection: Collection<Kept>; format: Format<T> },
  key: string,
  decide: (record: T) => Decision<T, Said>,
  inTime: () => boolean,
): Promise<Said | 'unknown'> {
  let unsure: { by: string; said: Said } | null = null
  for (let tries = 0; tries < MOST_TRIES && inTime(); tries += 1) {
    try {
      const document = await collection.findOne({ _id: key })
      if (!document) return 'unknown'
      if (unsure?.by === document.by) return unsure.said
      const { said, record } = decide(format.read(document))
      if (!record) return said
      const by = newWriter()
      unsure = { by, said }
      const next = { ...document, ...format.write(record), revision: document.revision + 1, by }
      const { matchedCount } = await collection.replaceOne({ _id: key, revision: document.revision }, next)
      if (matchedCount === 1) return said
      unsure = null
    } catch (error) {
      if (!isPassing(error)) throw error
    }
    await pause(Math.random() * Math.min(tries + 1, 20))
  }
  throw new StoreUnavailable('unreachable')
}

/** Inserts a new document, once, also when the answer is lost on the way. */
export async function insertOnce(
  collection: Collection<Kept>,
  document: Omit<Kept, 'revision' | 'by'>,
  inTime: () => boolean,
): Promise<'inserted' | 'taken'> {
  const by = newWriter()
  for (let tries = 0; tries < MOST_TRIES && inTime(); tries += 1) {
    try {
      await collection.insertOne({ ...document, revision: 1, by })
      return 'inserted'
    } catch (error) {
      if (isTaken(error)) {
        const mine = await collection.findOne({ _id: document._id, by }, { projection: { _id: 1 } })
        return mine ? 'inserted' : 'taken'
      }
      if (!isPassing(error)) throw error
    }
    await pause(50)
  }
  throw new StoreUnavailable('unreachable')
}

/** Repeats what does no harm twice, until it is answered or time is up. */
export async function untilAnswered<T>(act: () => Promise<T>, inTime: () => boolean): Promise<T> {
  for (;;) {
    try {
      return await act()
    } catch (error) {
      if (!inTime() || !(isPassing(error) || isTaken(error))) throw error
    }
    await pause(50)
  }
}

export function newWriter(): string {
  return randomBytes(9).toString('base64url')
}
