import { type Db, MongoServerError } from 'mongodb'
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

/** Validators are set on collections that are there. */
async function makeCollections(db: Db, collections: Collections): Promise<void> {
  for (const { collectionName } of Object.values(collections)) {
    try {
      await db.createCollection(collectionName)
    } catch (error) {
      if (!(error instanceof MongoServerError && error.code === NAMESPACE_EXISTS)) throw error
    }
  }
}

const NAMESPACE_EXISTS = 48
