import { describe, expect, test } from 'vitest'
import { StoreUnavailable } from '../../../../db/port.ts'
import { createTrail } from '../../../../signaling/audit/trail.ts'
import { createTrailWatch } from '../../../../signaling/audit/trail-watch.ts'
import { verifyTrail } from '../../../../signaling/audit/verify.ts'
import type { LogEvent } from '../../../../signaling/log.ts'
import { createManualClock } from '../../../support/manual-clock.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'
import { newId } from '../../../support/stored-records.ts'

/** A trail whose store fails so many times before it answers. */
function world(failures: number) {
  const clock = createManualClock()
  const { audit } = createMemoryStore()
  const logged: LogEvent[] = []
  let tries = 0
  const record = createTrail({
    audit: {
      async append(entry) {
        tries += 1
        if (tries <= failures) throw new StoreUnavailable('unreachable')
        return await audit.append(entry)
      },
    },
    clock,
    log: (event) => void logged.push(event),
  })
  /** Moves time until the promise has come to its end. */
  async function settled<T>(promise: Promise<T>): Promise<T> {
    let over = false
    const end = () => {
      over = true
    }
    promise.then(end, end)
    while (!over) {
      await new Promise((resolve) => setImmediate(resolve))
      clock.advance(1_000)
    }
    return await promise
  }
  return { audit, logged, record, settled }
}

describe('writing a line', () => {
  test('a store that is away for a moment is asked again, and there is one line', async () => {
    const { audit, logged, record, settled } = world(2)
    await settled(record(newId(), 'audit-read', null, ''))
    expect(await audit.page({ before: null, limit: 10 })).toHaveLength(1)
    expect(logged).toEqual([])
  })

  test('one that stays away is said, and the log has the line instead', async () => {
    const { audit, logged, record, settled } = world(100)
    const [actor, target] = [newId(), newId()]
    await expect(settled(record(actor, 'person-disabled', target, ''))).rejects.toBeInstanceOf(StoreUnavailable)
    expect(await audit.page({ before: null, limit: 10 })).toEqual([])
    expect(logged).toEqual([{ event: 'audit-line-lost', actor, action: 'person-disabled', target, why: 'unreachable' }])
  })
})

describe('verifying', () => {
  async function trailOf(count: number) {
    const { audit } = createMemoryStore()
    for (let line = 0; line < count; line += 1) {
      await audit.append({ at: line, actor: null, action: 'audit-read', target: null, detail: `line ${line}` })
    }
    return audit
  }

  test('a trail of several pages holds, and an empty one too', async () => {
    expect(await verifyTrail(await trailOf(450))).toMatchObject({ lines: 450, brokenAt: null })
    expect(await verifyTrail(await trailOf(200))).toMatchObject({ lines: 200, brokenAt: null })
    expect(await verifyTrail(await trailOf(0))).toEqual({ lines: 0, brokenAt: null, last: null })
  })

  test.each([1, 200, 201, 450])('line %i, when changed, is where it breaks', async (seq) => {
    const audit = await trailOf(450)
    const changed = await verifyTrail({
      async from(told) {
        const lines = await audit.from(told)
        return lines.map((line) => (line.seq === seq ? { ...line, detail: 'something else' } : line))
      },
    })
    expect(changed).toMatchObject({ lines: seq, brokenAt: seq })
    expect(changed.last?.seq ?? 0).toBe(seq - 1)
  })

  test('a line that was taken out leaves a break', async () => {
    const audit = await trailOf(450)
    const without = await verifyTrail({
      async from({ after, limit }) {
        const lines = await audit.from({ after, limit: limit + 1 })
        return lines.filter(({ seq }) => seq !== 300).slice(0, limit)
      },
    })
    expect(without.brokenAt).toBe(301)
  })
})

test('a look at the trail walks what is new, and all of it again after ten minutes', async () => {
  const { audit } = createMemoryStore()
  const clock = createManualClock()
  const append = () => audit.append({ at: 1, actor: null, action: 'audit-read', target: null, detail: 'as it was' })
  let walked = 0
  let detail = 'as it was'
  const verified = createTrailWatch({
    audit: {
      async from(told) {
        const lines = await audit.from(told)
        walked += lines.length
        return lines.map((line) => (line.seq === 2 ? { ...line, detail } : line))
      },
    },
    elapsed: clock.elapsed,
  })
  for (let line = 0; line < 300; line += 1) await append()
  const [first, second] = await Promise.all([verified(), verified()])
  expect([first, second]).toMatchObject([{ lines: 300 }, { lines: 300 }])
  expect(walked).toBe(300)
  await append()
  expect(await verified()).toMatchObject({ lines: 301, brokenAt: null })
  expect(walked).toBe(301)
  detail = 'altered'
  clock.advance(10 * 60_000)
  expect(await verified()).toMatchObject({ brokenAt: 2 })
  expect(await verified()).toMatchObject({ brokenAt: 2 })
  detail = 'as it was'
  expect(await verified()).toMatchObject({ lines: 301, brokenAt: null })
})
