import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTemporary } from '../support/embedded-store.ts'
import { createMemoryStore } from '../support/memory-store.ts'
import { type Act, answered, anyChange, anyQuestion } from './store/drawn-acts.ts'
import type { OpenedStore } from './store/opened-store.ts'

let opened: OpenedStore
beforeAll(async () => {
  opened = await openTemporary()
})
afterAll(() => opened.dispose())

test('the embedded store answers what the plain one answers, whatever happens in whatever order', async () => {
  const model = createMemoryStore()
  let real = opened.store
  let run = 0
  const step = fc.record({
    changes: fc.array(anyChange, { maxLength: 6 }),
    questions: fc.array(anyQuestion, { maxLength: 4 }),
    reopens: fc.nat({ max: 99 }).map((drawn) => drawn === 99),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      run += 1
      for (const { changes, questions, reopens } of steps) {
        // Changes asked for at once are made in the order in which they were asked for.
        await sameAnswers(changes)
        if (reopens) real = await opened.reopen()
        await sameAnswers(questions)
      }
    }),
    { numRuns: 50 },
  )

  async function sameAnswers(acts: readonly Act[]): Promise<void> {
    const theirs = acts.map((act) => answered(act.on(real, run)))
    for (const [index, act] of acts.entries()) {
      expect(await theirs[index], act.name).toEqual(await answered(act.on(model, run)))
    }
  }
}, 60_000)
