import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { brokenAt, CHAIN_START } from '../../../db/audit-chain.ts'
import type { Store } from '../../../db/port.ts'
import { newId } from '../../support/stored-records.ts'
import { atOnce } from './at-once.ts'
import type { OpenedStore } from './opened-store.ts'

/** With a store of its own for each test: there is one trail. */
export function auditContract(opened: () => OpenedStore): void {
  const store = (): Store => opened().store
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
  const entry = (detail: string) => ({
    at: 1_000,
    actor: newId(),
    action: 'person-changed' as const,
    target: newId(),
    detail,
  })

  test('the first line follows nothing, each other one the line before it', async () => {
    const said = entry('“roles” → admin, doctor')
    const first = await store().audit.append(said)
    expect(first).toMatchObject({ ...said, schema: 1, seq: 1, previousHash: CHAIN_START })
    const second = await store().audit.append({ ...entry(''), actor: null, target: null })
    expect(second).toMatchObject({ seq: 2, actor: null, target: null, previousHash: first.hash })
    expect(await store().audit.from({ after: 0, limit: 10 })).toEqual([first, second])
    expect(brokenAt(null, [first, second], sha256)).toBeNull()
  })

  test('lines that dozens append at once have numbers without gaps, and the chain holds', async () => {
    const lines = await atOnce(60, (index) => store().audit.append(entry(`line ${index}`)))
    const trail = await store().audit.from({ after: 0, limit: 100 })
    expect(trail.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1))
    expect(trail).toEqual(lines.toSorted((one, other) => one.seq - other.seq))
    expect(brokenAt(null, trail, sha256)).toBeNull()
  })

  test('the trail is read from either end in pages', async () => {
    for (let index = 1; index <= 7; index += 1) await store().audit.append(entry(`line ${index}`))
    const seqs = async (lines: Promise<{ seq: number }[]>) => (await lines).map(({ seq }) => seq)
    expect(await seqs(store().audit.page({ before: null, limit: 3 }))).toEqual([7, 6, 5])
    expect(await seqs(store().audit.page({ before: 5, limit: 3 }))).toEqual([4, 3, 2])
    expect(await seqs(store().audit.page({ before: 2, limit: 3 }))).toEqual([1])
    expect(await seqs(store().audit.page({ before: 1, limit: 3 }))).toEqual([])
    expect(await seqs(store().audit.from({ after: 5, limit: 3 }))).toEqual([6, 7])
    expect(await seqs(store().audit.from({ after: 7, limit: 3 }))).toEqual([])
  })

  test('the trail goes on where it was after closing and opening', async () => {
    const first = await store().audit.append(entry('before'))
    const again = await opened().reopen()
    const second = await again.audit.append(entry('after'))
    expect(second).toMatchObject({ seq: 2, previousHash: first.hash })
  })

  test('a line that is no line is a fault, and takes no number', async () => {
    await expect(store().audit.append(entry('x'.repeat(301)))).rejects.toThrow()
    expect(await store().audit.append(entry('short'))).toMatchObject({ seq: 1 })
  })
}
