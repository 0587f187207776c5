import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fileIn } from '../../db/embedded/folder.ts'
import { openAt } from '../support/embedded-store.ts'
import { buildStoreChild, startStoreProcess } from '../support/store-process.ts'
import { meetingRecord } from '../support/stored-records.ts'

/** Root may write anywhere, so as root these processes are somebody else's, who must be able to read the project. */
const IS_ROOT = process.getuid?.() === 0
const NOBODY = 65_534
const NO_ORDINARY_USER = IS_ROOT && !mayReadProject(NOBODY)

function mayReadProject(uid: number): boolean {
  const script = "require('node:fs').readFileSync('node_modules/libsql/package.json')"
  return spawnSync(process.execPath, ['-e', script], { uid }).status === 0
}

describe('the folder of a store', () => {
  let around: string
  let folder: string
  beforeAll(buildStoreChild)
  beforeEach(() => {
    around = mkdtempSync(join(tmpdir(), 'bedside-folder-'))
    chmodSync(around, 0o755)
    folder = join(around, 'data')
  })
  afterEach(() => rmSync(around, { recursive: true, force: true }))

  test('is made, with everything in it for its owner’s eyes alone', async () => {
    const store = await openAt(join(folder, 'deeper'))
    await store.check()
    expect(statSync(join(folder, 'deeper')).mode & 0o077).toBe(0)
    for (const file of readdirSync(join(folder, 'deeper'))) {
      if (file.startsWith('bedside.db')) expect(statSync(join(folder, 'deeper', file)).mode & 0o077, file).toBe(0)
    }
    await store.close()
  })

  test('holds one whole file, and no log, once the store is closed', async () => {
    const store = await openAt(folder)
    await store.meetings.insert(meetingRecord())
    await store.close()
    expect(readdirSync(folder).sort()).toEqual(['bedside.db', 'bedside.lock'])
  })

  test.skipIf(NO_ORDINARY_USER)('that may not be written to is refused as read-only', async () => {
    mkdirSync(folder, { mode: 0o555 })
    expect(await firstWordOfAnOrdinaryUser()).toBe('refused read-only')
  })

  test.skipIf(NO_ORDINARY_USER)('with a file that may not be written to is refused as read-only', async () => {
    await (await openAt(folder)).close()
    chmodSync(folder, 0o777)
    chmodSync(join(folder, 'bedside.lock'), 0o666)
    chmodSync(fileIn(folder), 0o444)
    expect(await firstWordOfAnOrdinaryUser()).toBe('refused read-only')
  })

  test.skipIf(NO_ORDINARY_USER)('whose parent may not be written to is refused as read-only', async () => {
    chmodSync(around, 0o555)
    expect(await firstWordOfAnOrdinaryUser()).toBe('refused read-only')
    chmodSync(around, 0o755)
  })

  test('that is a file is refused as read-only', async () => {
    writeFileSync(folder, '')
    await expect(openAt(folder)).rejects.toMatchObject({ why: 'read-only' })
    await expect(openAt(join(folder, 'deeper'))).rejects.toMatchObject({ why: 'read-only' })
  })

  test('with a file that is no database is refused as damaged, and the file is left alone', async () => {
    mkdirSync(folder)
    writeFileSync(fileIn(folder), 'not a database '.repeat(1_000))
    const before = statSync(fileIn(folder)).size
    await expect(openAt(folder)).rejects.toMatchObject({ name: 'StoreUnavailable', why: 'damaged' })
    expect(statSync(fileIn(folder)).size).toBe(before)
  })

  test('from under which the file is taken no longer passes for a store', async () => {
    const store = await openAt(folder)
    await store.check()
    rmSync(fileIn(folder))
    await expect(store.check()).rejects.toMatchObject({ why: 'unreachable' })
    await store.close()
  })

  async function firstWordOfAnOrdinaryUser(): Promise<string> {
    const child = startStoreProcess('hold', folder, IS_ROOT ? { uid: NOBODY } : {})
    const word = await child.first
    await child.end()
    return word
  }
})
