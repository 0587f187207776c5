import type { Archive } from '../../db/port.ts'
import { type Tallies, writeLine } from './archive-line.ts'
import { createTallying, everything } from './tally.ts'

/** Writes everything in a store as an archive, and says what it wrote. */
export async function exportAll(archive: Archive, write: (text: string) => Promise<void>): Promise<Tallies> {
  const tallying = createTallying()
  await write(writeLine({ bedside: 'archive', version: 1 }))
  for await (const { kind, records } of everything(archive)) {
    for (const record of records) tallying.add(kind, record)
    await write(records.map((record) => writeLine({ kind, record })).join(''))
  }
  const trailer = tallying.result()
  await write(writeLine({ trailer }))
  return trailer
}
