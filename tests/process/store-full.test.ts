import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '../../db/port.ts'
import type { MeetingRecord } from '../../db/records.ts'
import { openAt } from '../support/embedded-store.ts'
import { meetingRecord, newId, sampleRecord } from '../support/stored-records.ts'

const full = { name: 'StoreUnavailable', why: 'full' }

describe('a store without room', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bedside-full-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test('says so, has all it acknowledged and nothing else, and goes on when there is room again', async () => {
    const store = await openAt(folder, { maxPages: 80 })
    const sample = await store.accounts.sample(sampleRecord)
    const { kept, refused } = await fill(store, sample.accountId)
    await expect(store.check()).rejects.toMatchObject(full)
    await expectJust(store, sample.accountId, kept, refused)

    await store.accounts.retireSample()
    await store.check()
    const meeting = meetingRecord()
    await store.meetings.insert(meeting)
    expect(await store.meetings.forDoctor(meeting.doctorId, meeting.roomId)).toEqual(meeting)
    await store.close()
  })

  const disk = smallDisk()
  test.skipIf(disk === null)(
    'the same on a disk that is really full (skipped where no disk can be mounted)',
    async () => {
      if (disk === null) return
      try {
        const filler = join(disk.folder, 'filler')
        writeFileSync(filler, Buffer.alloc(1024 * 1024))
        const data = join(disk.folder, 'data')
        const store = await openAt(data)
        const doctorId = newId()
        const { kept, refused } = await fill(store, doctorId)
        await untilNotEvenALook(store)
        await expectJust(store, doctorId, kept, refused)

        rmSync(filler)
        await store.check()
        const after = await Promise.all(Array.from({ length: 50 }, () => insert(store, doctorId)))
        expect(after.map((one) => one.error)).toEqual(after.map(() => null))
        await store.close()
        const again = await openAt(data)
        await expectJust(again, doctorId, [...kept, ...after.map((one) => one.meeting)], refused)
        await again.close()
      } finally {
        disk.remove()
      }
    },
  )

  /** Writes, many at a time, until there is no room for any. */
  async function fill(store: Store, doctorId: string) {
    const kept: MeetingRecord[] = []
    const refused: MeetingRecord[] = []
    for (let wave = 0; wave < 200; wave++) {
      const results = await Promise.all(Array.from({ length: 20 }, () => insert(store, doctorId)))
      for (const { meeting, error } of results) {
        if (error === null) kept.push(meeting)
        else {
          expect(error).toMatchObject(full)
          refused.push(meeting)
        }
      }
      if (results.every((result) => result.error !== null)) return { kept, refused }
    }
    throw new Error('the store never became full')
  }

  /** It takes less room than a meeting, and on a real disk may find that. */
  async function untilNotEvenALook(store: Store): Promise<void> {
    for (let look = 0; look < 200; look++) {
      try {
        await store.check()
      } catch (error) {
        expect(error).toMatchObject(full)
        return
      }
    }
    throw new Error('there was always room for a look')
  }

  async function insert(store: Store, doctorId: string): Promise<{ meeting: MeetingRecord; error: unknown }> {
    const meeting = meetingRecord({ doctorId })
    return store.meetings.insert(meeting).then(
      () => ({ meeting, error: null }),
      (error: unknown) => ({ meeting, error }),
    )
  }

  async function expectJust(store: Store, doctorId: string, kept: MeetingRecord[], refused: MeetingRecord[]) {
    expect(kept.length).toBeGreaterThan(50)
    for (const meeting of kept) expect(await store.meetings.forDoctor(doctorId, meeting.roomId)).toEqual(meeting)
    for (const meeting of refused) expect(await store.meetings.forDoctor(doctorId, meeting.roomId)).toBeNull()
    const { meetings } = await store.meetings.ofDoctor(doctorId, { after: null, limit: kept.length + 1 })
    expect(meetings).toHaveLength(kept.length)
  }
})

/** A disk of 2 MB in memory; null where this user may not mount one. */
function smallDisk(): { folder: string; remove(): void } | null {
  const folder = mkdtempSync(join(tmpdir(), 'bedside-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'bedside-test', folder], { stdio: 'ignore' })
  } catch {
    rmSync(folder, { recursive: true }) // only root may mount, and not in every container
    return null
  }
  return {
    folder,
    remove() {
      // Lazily: a thread that has just closed its files may still hold them for a moment.
      execFileSync('umount', ['--lazy', folder])
      rmSync(folder, { recursive: true })
    },
  }
}
