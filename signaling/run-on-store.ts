import { readDotEnv } from '../config/dotenv.ts'
import { loadSettings } from '../config/load.ts'
import { type Store, StoreUnavailable } from '../db/port.ts'
import { openChosenStore } from './open-store.ts'
import { storeSentence } from './start-sentences.ts'

/** How a command ends: 0 it did what it is for, 1 it did not, 2 the store could not be read. */
export type Ended = 0 | 1 | 2

/** Opens the store that the settings name for one command. The embedded store must not be in use: one process at a time has it. */
export async function runOnStore(work: (store: Store) => Promise<Ended>): Promise<Ended> {
  readDotEnv()
  const loaded = loadSettings(process.env)
  if (!loaded.ok) return cannot(loaded.problems.join('\n'))
  const { settings } = loaded
  try {
    const { store, opened } = await openChosenStore(settings, () => undefined)
    try {
      await inTime(opened)
      return await work(store)
    } finally {
      await store.close()
    }
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error
    return cannot(storeSentence(error, settings))
  }
}

/** Nobody waits at a command for a database that may come back some day. */
async function inTime(opened: Promise<void>): Promise<void> {
  const withinMs = 10_000
  let stop: () => void = () => undefined
  const late = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new StoreUnavailable('unreachable')), withinMs)
    stop = () => clearTimeout(timer)
  })
  try {
    await Promise.race([opened, late])
  } finally {
    stop()
  }
}

function cannot(sentence: string): 2 {
  process.stderr.write(`${sentence}\n`)
  return 2
}
