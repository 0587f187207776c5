import { open, rename, rm } from 'node:fs/promises'
import type { Store } from '../../db/port.ts'
import { type Ended, runOnStore } from '../run-on-store.ts'
import { exportAll } from './export.ts'
import { inWords } from './in-words.ts'

/* `npm run export -- FILE`: writes everything in the store that the settings name into one file, for backups and moving house. */
const [file] = process.argv.slice(2)
process.exitCode =
  file === undefined
    ? tell('Say which file to write: npm run export -- bedside.jsonl')
    : await runOnStore((store) => exportInto(store, file))

async function exportInto(store: Store, name: string): Promise<Ended> {
  const unfinished = `${name}.part`
  // Names of patients are in it: for its owner alone. And never half of it under the name that was asked for.
  const handle = await open(unfinished, 'w', 0o600)
  try {
    const tallies = await exportAll(store.archive, async (text) => void (await handle.write(text)))
    await handle.sync()
    await rename(unfinished, name)
    process.stdout.write(`Exported ${inWords(tallies)} to ${name}\n`)
    return 0
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  } finally {
    await handle.close()
  }
}

function tell(sentence: string): 1 {
  process.stderr.write(`${sentence}\n`)
  return 1
}
