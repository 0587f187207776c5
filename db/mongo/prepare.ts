import type { Db } from 'mongodb'
import { StoreUnavailable } from '../port.ts'
import { type Collections, collectionsOf } from './documents.ts'
import { makeIndexes } from './indexes.ts'
import { probe } from './probe.ts'
import { bringUpShapes } from './shapes.ts'
import { setValidators } from './validators.ts'

/** Makes a database ready, in any number of processes at once and as often as one likes. Proves the server before anything rests on it. */
export async function prepare(db: Db): Promise<{ validators: 'set' | 'unsupported' }> {
  const { passed, finding } = await probe(db)
  if (!passed) throw new StoreUnavailable('unsafe', { cause: new Error(finding) })
  const collections = collectionsOf(db)
  await makeCollections(db, collections)
  await makeIndexes(collections)
  await bringUpShapes(collections)
  return { validators: await setValidators(db) }
}

/** Validators are set on collections that are there. Another process may make the same one at the same time. */
async function makeCollections(db: Db, collections: Collections): Promise<void> {
  for (const { collectionName: name } of Object.values(collections)) {
    if (await isThere(db, name)) continue
    try {
      await db.createCollection(name)
    } catch (error) {
      if (!(await isThere(db, name))) throw error
    }
  }
}

/** Looked for here: not every server filters. */
async function isThere(db: Db, name: string): Promise<boolean> {
  const all = await db.listCollections({}, { nameOnly: true }).toArray()
  return all.some((one) => one.name === name)
}
