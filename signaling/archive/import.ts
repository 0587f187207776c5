import { broughtUp, type RecordKind, STEPS } from '../../db/migrations.ts'
import type { Archive } from '../../db/port.ts'
import { RECORD_CHECKS } from '../../db/record-checks.ts'
import { KINDS, readLine, type Tallies } from './archive-line.ts'
import { createTallying, differing, tallyOf } from './tally.ts'

export type Imported =
  | { is: 'imported'; tallies: Tallies }
  /** There are records already, and nobody said that they may be joined. Nothing was written. */
  | { is: 'not-empty' }
  /** Not an archive, cut off, or changed since it was written. Nothing was written. */
  | { is: 'no-archive'; why: string }
  /** Written, but what the store gives back is something else: the store is not to be used. */
  | { is: 'differs'; kinds: RecordKind[] }

const PAGE = 200

/**
 * Puts an archive into a store. It is read twice: nothing is written before all of it has been seen to be whole. `lines` gives it from
 * the beginning each time. Records of older versions are brought up. What was written is read back and held against the archive,
 * unless it was joined to what was there.
 */
export async function importAll(
  archive: Archive,
  lines: () => AsyncIterable<string>,
  { merge }: { merge: boolean },
): Promise<Imported> {
  if (!merge && !(await isEmpty(archive))) return { is: 'not-empty' }
  const read = await wholeArchive(lines())
  if (!read.ok) return { is: 'no-archive', why: read.why }
  for await (const { kind, records } of pages(lines())) await archive.put(kind, records)
  if (merge) return { is: 'imported', tallies: read.tallies }
  const kinds = differing(await tallyOf(archive), read.tallies)
  return kinds.length > 0 ? { is: 'differs', kinds } : { is: 'imported', tallies: read.tallies }
}

async function isEmpty(archive: Archive): Promise<boolean> {
  for (const kind of KINDS) {
    if ((await archive.count(kind)) > 0) return false
  }
  return true
}

/** Tallies of the records as they will be written. */
async function wholeArchive(
  lines: AsyncIterable<string>,
): Promise<{ ok: true; tallies: Tallies } | { ok: false; why: string }> {
  const asWritten = createTallying()
  const asRead = createTallying()
  let state: 'before' | 'records' | 'behind' = 'before'
  let number = 0
  for await (const written of lines) {
    number += 1
    const line = readLine(written)
    const wrong = (why: string) => ({ ok: false as const, why: `line ${number} ${why}` })
    if (line === null) return wrong('is not what an archive of this version has')
    if ((state === 'before') !== 'bedside' in line) return wrong('stands in the wrong place')
    if (state === 'behind') return wrong('stands behind the end')
    if ('bedside' in line) {
      state = 'records'
    } else if ('record' in line) {
      const record = today(line)
      if (!RECORD_CHECKS[line.kind].is(record)) return wrong(`is no ${line.kind}`)
      asRead.add(line.kind, line.record)
      asWritten.add(line.kind, record)
    } else {
      state = 'behind'
      const changed = differing(asRead.result(), line.trailer)
      if (changed.length > 0) return { ok: false, why: `its counts or hashes of ${changed.join(', ')} do not match` }
    }
  }
  return state === 'behind' ? { ok: true, tallies: asWritten.result() } : { ok: false, why: 'its end is missing' }
}

async function* pages(lines: AsyncIterable<string>): AsyncGenerator<{ kind: RecordKind; records: unknown[] }> {
  let page: { kind: RecordKind; records: unknown[] } | null = null
  for await (const written of lines) {
    const line = readLine(written)
    if (line === null || !('record' in line)) continue
    if (page && (page.kind !== line.kind || page.records.length >= PAGE)) {
      yield page
      page = null
    }
    page ??= { kind: line.kind, records: [] }
    page.records.push(today(line))
  }
  if (page) yield page
}

function today({ kind, record }: { kind: RecordKind; record: unknown }): unknown {
  return broughtUp(record, STEPS[kind])
}
