import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { Store } from '../../db/port.ts'
import { type Ended, runOnStore } from '../run-on-store.ts'
import { importAll } from './import.ts'
import { inWords } from './in-words.ts'

/* `npm run import -- FILE [--merge]`: puts an exported file into the store that the settings name. */
const told = process.argv.slice(2)
const [file] = told.filter((word) => !word.startsWith('--'))
process.exitCode =
  file === undefined ? tell('Say which file to read: npm run import -- bedside.jsonl') : await importFrom(file)

async function importFrom(name: string): Promise<Ended> {
  try {
    await access(name)
  } catch {
    return tell(`There is no file ${name} that can be read.`) // whatever else is wrong with it, it cannot be read
  }
  return runOnStore((store) => importInto(store, name))
}

async function importInto(store: Store, name: string): Promise<Ended> {
  const lines = () => createInterface({ input: createReadStream(name, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })
  const imported = await importAll(store.archive, lines, { merge: told.includes('--merge') })
  switch (imported.is) {
    case 'imported':
      process.stdout.write(`Imported ${inWords(imported.tallies)} from ${name}\n`)
      return 0
    case 'not-empty':
      return tell('There are records in the store already; import into an empty one, or say --merge to join them.')
    case 'no-archive':
      return tell(`${name} is no whole archive: ${imported.why}. Nothing was written.`)
    case 'differs':
      return tell(
        `What was written of ${imported.kinds.join(', ')} is not what the archive has: do not use this store as it is.`,
      )
  }
}

function tell(sentence: string): 1 {
  process.stderr.write(`${sentence}\n`)
  return 1
}
