import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../db/embedded/database.ts'
import { fileIn } from '../../db/embedded/folder.ts'
import { bringUpSchema, SCHEMA_STEPS } from '../../db/embedded/schema.ts'
import { openAt } from '../support/embedded-store.ts'
import { accountRecord, meetingRecord } from '../support/stored-records.ts'

describe('the file of an older or newer version', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bedside-schema-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  /** As a later version might have them. */
  const laterSteps = [
    ...SCHEMA_STEPS,
    'ALTER TABLE meetings ADD COLUMN day TEXT',
    `UPDATE meetings SET day = json_extract(document, '$.day'); CREATE INDEX meetings_of_day ON meetings (day)`,
  ]

  function withFile<T>(work: (db: Database) => T): T {
    const db = openDatabase(fileIn(folder), 0)
    try {
      return work(db)
    } finally {
      db.close()
    }
  }
  const versionOf = (db: Database) => db.prepare('PRAGMA user_version').first()?.['user_version']

  test('an empty file takes every step, and a second start none', () => {
    withFile((db) => {
      expect(versionOf(db)).toBe(0)
      bringUpSchema(db)
      expect(versionOf(db)).toBe(SCHEMA_STEPS.length)
      bringUpSchema(db)
      expect(versionOf(db)).toBe(SCHEMA_STEPS.length)
    })
  })

  test('a file of an older version is brought up with what is in it', async () => {
    const meeting = meetingRecord()
    const store = await openAt(folder)
    await store.meetings.insert(meeting)
    await store.close()
    withFile((db) => {
      bringUpSchema(db, laterSteps)
      expect(versionOf(db)).toBe(SCHEMA_STEPS.length + 2)
      expect(db.prepare('SELECT day FROM meetings WHERE room_id = ?').first(meeting.roomId)).toMatchObject({
        day: meeting.day,
      })
    })
  })

  test('a step that fails leaves the version before it', () => {
    withFile((db) => {
      const broken = [...SCHEMA_STEPS, 'CREATE TABLE half (a TEXT); CREATE TABLE meetings (a TEXT)']
      expect(() => bringUpSchema(db, broken)).toThrow()
      expect(db.inTransaction()).toBe(false)
      expect(versionOf(db)).toBe(SCHEMA_STEPS.length)
      expect(db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'half'`).first()).toBeUndefined()
    })
  })

  test('a file of a newer version is refused, and left as it is', async () => {
    withFile((db) => bringUpSchema(db, laterSteps))
    await expect(openAt(folder)).rejects.toMatchObject({ name: 'StoreUnavailable', why: 'newer' })
    withFile((db) => expect(versionOf(db)).toBe(SCHEMA_STEPS.length + 2))
  })

  test('a document that is not what its schema says is damage, and harms no other', async () => {
    const [whole, broken, cut] = [accountRecord(), accountRecord(), accountRecord()]
    const store = await openAt(folder)
    for (const account of [whole, broken, cut]) await store.accounts.add(account)
    await store.close()
    withFile((db) => {
      const write = db.prepare('UPDATE accounts SET document = ? WHERE account_id = ?')
      write.run(JSON.stringify({ ...broken, roles: ['owner'] }), broken.accountId)
      write.run('{"schema":1,', cut.accountId)
    })
    const again = await openAt(folder)
    await expect(again.accounts.byId(broken.accountId)).rejects.toMatchObject({ why: 'damaged' })
    await expect(again.accounts.byId(cut.accountId)).rejects.toMatchObject({ why: 'damaged' })
    expect(await again.accounts.byId(whole.accountId)).toEqual(whole)
    await again.close()
  })
})
