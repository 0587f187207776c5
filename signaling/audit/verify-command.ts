import { readDotEnv } from '../../config/dotenv.ts'
import { loadSettings } from '../../config/load.ts'
import type { Settings } from '../../config/settings.ts'
import { StoreUnavailable } from '../../db/port.ts'
import { openChosenStore } from '../open-store.ts'
import { storeSentence } from '../start-sentences.ts'
import { verifyTrail } from './verify.ts'

/*
 * Walks the audit trail of the store that the settings name. Ends with 0 when it holds, with 1 when it breaks, with 2 when it could not
 * be read. The embedded store must not be in use: one process at a time has it.
 */
readDotEnv()
const loaded = loadSettings(process.env)
process.exitCode = loaded.ok ? await verify(loaded.settings) : cannot(loaded.problems.join('\n'))

async function verify(settings: Settings): Promise<0 | 1 | 2> {
  try {
    const { store, opened } = await openChosenStore(settings, () => undefined)
    try {
      await inTime(opened)
      const { lines, brokenAt } = await verifyTrail(store.audit)
      const counted = `${lines} ${lines === 1 ? 'line' : 'lines'}`
      if (brokenAt === null) {
        process.stdout.write(`${counted}: the audit trail holds.\n`)
        return 0
      }
      process.stdout.write(`The audit trail breaks at line ${brokenAt}: it was changed since it was written.\n`)
      return 1
    } finally {
      await store.close()
    }
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error
    return cannot(storeSentence(error, settings))
  }
}

const OPEN_WITHIN_MS = 10_000

/** Nobody waits at a command for a database that may come back some day. */
async function inTime(opened: Promise<void>): Promise<void> {
  let stop: () => void = () => undefined
  const late = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new StoreUnavailable('unreachable')), OPEN_WITHIN_MS)
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
