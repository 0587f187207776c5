import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { commitTogether } from '../../db/embedded/commit-together.ts'
import { type Database, openDatabase } from '../../db/embedded/database.ts'
import type { Request } from '../../db/embedded/messages.ts'

describe('committing what waits together', () => {
  let folder: string
  let db: Database
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bedside-commit-'))
    db = openDatabase(join(folder, 'a.db'), 0)
    db.prepare('PRAGMA journal_mode = WAL').all()
    db.exec('CREATE TABLE things (thing TEXT PRIMARY KEY) STRICT')
  })
  afterEach(() => {
    db.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const handlers = () => {
    const insert = db.prepare('INSERT INTO things (thing) VALUES (?)')
    return {
      keep: (thing: string) => insert.run(thing),
      keepAndFail: (thing: string) => {
        insert.run(thing)
        throw new Error('a fault after the write')
      },
    }
  }
  const kept = () =>
    db
      .prepare('SELECT thing FROM things ORDER BY thing')
      .all()
      .map((row) => String(row['thing']).slice(0, 1))

  test('one that fails takes back its own changes and nobody else’s', () => {
    const replies = commitTogether(
      db,
      handlers(),
      asked(['keep', 'a'], ['keepAndFail', 'b'], ['keep', 'a'], ['keep', 'd']),
    )
    expect(replies.map((reply) => reply.ok)).toEqual([true, false, false, true])
    expect(replies.map((reply) => reply.id)).toEqual([0, 1, 2, 3])
    expect(kept()).toEqual(['a', 'd'])
    expect(db.inTransaction()).toBe(false)
  })

  test('where the room ends for one, the others still get theirs', () => {
    const pages = Number(db.prepare('PRAGMA page_count').first()?.['page_count'])
    db.prepare(`PRAGMA max_page_count = ${pages + 4}`).all()
    const replies = commitTogether(
      db,
      handlers(),
      asked(['keep', 'a'], ['keep', `b${'-'.repeat(100_000)}`], ['keep', 'c'], ['keepAndFail', 'd']),
    )
    expect(replies).toMatchObject([
      { ok: true },
      { ok: false, trouble: { kind: 'unavailable', why: 'full' } },
      { ok: true },
      { ok: false, trouble: { kind: 'fault' } },
    ])
    expect(kept()).toEqual(['a', 'c'])
  })

  test('while another program holds the file nobody is told that anything was written', () => {
    const other = openDatabase(join(folder, 'a.db'), 0)
    other.exec('BEGIN IMMEDIATE')
    const held = commitTogether(db, handlers(), asked(['keep', 'a'], ['keep', 'b']))
    expect(held).toMatchObject([
      { ok: false, trouble: { kind: 'unavailable', why: 'in-use' } },
      { ok: false, trouble: { kind: 'unavailable', why: 'in-use' } },
    ])
    other.exec('ROLLBACK')
    other.close()
    expect(commitTogether(db, handlers(), asked(['keep', 'a']))).toMatchObject([{ ok: true }])
    expect(kept()).toEqual(['a'])
  })

  test('a request for something the store does not have is a fault, whatever its name', () => {
    for (const call of ['drop', 'constructor', '__proto__', 'toString']) {
      expect(commitTogether(db, handlers(), asked([call, 'a']))).toMatchObject([
        { ok: false, trouble: { kind: 'fault' } },
      ])
    }
  })
})

function asked(...requests: [call: string, thing: string][]): Request[] {
  return requests.map(([call, thing], id) => ({ id, call, args: [thing] }))
}
