import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OpenedStore } from '../contract/store/opened-store.ts'
import { openTemporary } from '../support/embedded-store.ts'
import { meetingRecord, newId, partsOf } from '../support/stored-records.ts'

const MEETINGS = 30_000
const LISTS = 600

describe('long lists', () => {
  const doctorId = newId()
  let opened: OpenedStore
  beforeAll(async () => {
    opened = await openTemporary()
    for (let start = 0; start < MEETINGS; start += 1_000) {
      const some = Array.from({ length: 1_000 }, (_, index) => meetingRecord({ doctorId, createdAt: start + index }))
      await Promise.all(some.map((meeting) => opened.store.meetings.insert(meeting)))
    }
  }, 120_000)
  afterAll(() => opened.dispose())

  test('hold up neither a write nor the thread that asked for them', async () => {
    const { store } = opened
    const delay = monitorEventLoopDelay({ resolution: 5 })
    const started = performance.now()
    let listed = 0
    delay.enable()
    const lists = Promise.all(
      Array.from({ length: LISTS }, async (_, index) => {
        const after = `1.${(index * 47) % MEETINGS}.zzzzzzzzzzzz`
        await store.meetings.ofDoctor(doctorId, { after, limit: 50 })
        listed += 1
      }),
    )
    const meeting = meetingRecord()
    await store.meetings.insert(meeting)
    await store.meetings.noteJoined(meeting.roomId, partsOf(meeting).patient, 5_000)
    expect(await store.meetings.end(meeting.roomId, 'doctor', 6_000)).toBe('ended')
    const listedMeanwhile = listed
    await lists
    delay.disable()
    const tookMs = performance.now() - started

    // Behind the lists, the first of these three writes would have waited for every one of them.
    expect(listedMeanwhile).toBeLessThan(LISTS / 2)
    // A list that ran here would have held this thread for all that time; what is left is unpacking one page after another.
    // Not the longest delay of all: on a busy machine the system takes the core away for as long.
    expect(delay.percentile(95) / 1e6).toBeLessThan(Math.max(50, tookMs / 5))
  })

  test('come as pages that cost the same at the end as at the beginning', async () => {
    const first = await timeOf(`1.${MEETINGS}.zzzzzzzzzzzz`)
    const last = await timeOf('1.60.zzzzzzzzzzzz')
    expect(last).toBeLessThan(10 * first + 20)
  })

  async function timeOf(after: string): Promise<number> {
    const times: number[] = []
    for (let round = 0; round < 9; round++) {
      const started = performance.now()
      const { meetings } = await opened.store.meetings.ofDoctor(doctorId, { after, limit: 50 })
      expect(meetings).toHaveLength(50)
      times.push(performance.now() - started)
    }
    return times.sort((one, other) => one - other)[4] ?? 0
  }
})
