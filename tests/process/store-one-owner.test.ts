import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openAt } from '../support/embedded-store.ts'
import { StartFailed, startSignaling } from '../support/processes.ts'
import { buildStoreChild, startStoreProcess } from '../support/store-process.ts'
import { meetingRecord } from '../support/stored-records.ts'

describe('a folder has one owner', () => {
  let folder: string
  beforeAll(buildStoreChild)
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bedside-owner-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const inUse = { name: 'StoreUnavailable', why: 'in-use' }

  test('a second process is refused, as often as it tries, and the first goes on undisturbed', async () => {
    const store = await openAt(folder)
    for (let attempt = 0; attempt < 2; attempt++) {
      const second = startStoreProcess('hold', folder)
      expect(await second.first).toBe('refused in-use')
      await second.end()
      const meeting = meetingRecord()
      await store.meetings.insert(meeting)
      expect(await store.meetings.forDoctor(meeting.doctorId, meeting.roomId)).toEqual(meeting)
    }
    await store.close()
  })

  test('so is a second opening in the same process, and it does not loosen the first one’s hold', async () => {
    const store = await openAt(folder)
    await expect(openAt(folder)).rejects.toMatchObject(inUse)
    const other = startStoreProcess('hold', folder)
    expect(await other.first).toBe('refused in-use')
    await other.end()
    await store.check()
    await store.close()
    await (await openAt(folder)).close()
  })

  test('when the owner is killed the next one gets in, with nothing to clean up', async () => {
    const owner = startStoreProcess('hold', folder)
    expect(await owner.first).toBe('open')
    await expect(openAt(folder)).rejects.toMatchObject(inUse)
    await owner.kill()
    await (await openAt(folder)).close()
  })

  test('when the owner ends by itself the next one gets in', async () => {
    const owner = startStoreProcess('hold', folder)
    expect(await owner.first).toBe('open')
    await owner.end()
    await (await openAt(folder)).close()
  })

  test('a second signaling process on the folder says so in one sentence and ends', async () => {
    const first = await startSignaling({ dataDir: folder })
    try {
      const second = startSignaling({ dataDir: folder })
      await expect(second).rejects.toBeInstanceOf(StartFailed)
      await expect(second).rejects.toThrow(/^The data folder ".*" is in use by another Bedside;.*\.$/)
    } finally {
      await first.stop()
    }
  })
})
