import { randomBytes } from 'node:crypto'
import type { Collection, Db } from 'mongodb'
import { isTaken } from './trouble.ts'

export interface Finding {
  readonly passed: boolean
  /** One sentence for the administrator. */
  readonly finding: string
}

/** What a server has to be able to decide. Each answers whether it was this one that won. */
export interface Races {
  /** Takes one record that nobody has taken yet. */
  takeRecord(racer: number): Promise<boolean>
  /** Inserts a document whose unique value only one may have. */
  takeValue(racer: number): Promise<boolean>
}

const RACERS = 50

/**
 * The safety of seats, invites and ends rests on it that of several racing writers one wins. Not every server that speaks MongoDB's
 * protocol keeps to that, so it is tried: fifty at once on one unused record, fifty on one unique value.
 */
export async function race(races: Races): Promise<Finding> {
  const records = await winners(races.takeRecord)
  if (records !== 1) return unsafe(records, 'compare-and-set updates of one record')
  const values = await winners(races.takeValue)
  if (values !== 1) return unsafe(values, 'inserts of one unique value')
  return { passed: true, finding: `Of ${RACERS} racing updates and ${RACERS} racing inserts one each has won.` }
}

async function winners(take: (racer: number) => Promise<boolean>): Promise<number> {
  const won = await Promise.all(Array.from({ length: RACERS }, (_, racer) => take(racer)))
  return won.filter(Boolean).length
}

function unsafe(won: number, what: string): Finding {
  return { passed: false, finding: `Of ${RACERS} racing ${what} ${won} have won, and only one may.` }
}

interface Probed {
  _id: string
  revision?: number
  unique?: string
  racer?: number
}

const OLDEST_MS = 600_000

/** The races on a record and an index of their own. Several processes may do so at once. */
export async function probe(db: Db): Promise<Finding> {
  const collection: Collection<Probed> = db.collection('probes')
  await collection.createIndexes([{ name: 'unique', key: { unique: 1 }, unique: true, sparse: true }])
  const run = `${Date.now()}-${randomBytes(6).toString('hex')}`
  await collection.insertOne({ _id: run, revision: 1 })
  try {
    return await race({
      async takeRecord(racer) {
        const next = { revision: 2, racer }
        const { matchedCount } = await collection.replaceOne({ _id: run, revision: 1 }, next)
        return matchedCount === 1
      },
      async takeValue(racer) {
        try {
          await collection.insertOne({ _id: `${run}-${racer}`, unique: run })
          return true
        } catch (error) {
          if (isTaken(error)) return false
          throw error
        }
      },
    })
  } finally {
    // What a process that died in here has left goes with the next probe.
    await collection.deleteMany({
      $or: [{ _id: run }, { unique: run }, { _id: { $lt: String(Date.now() - OLDEST_MS) } }],
    })
  }
}
