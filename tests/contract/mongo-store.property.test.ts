import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createMemoryStore } from '../support/memory-store.ts'
import { findMongo, type MongoServer, startMongo } from '../support/mongo-server.ts'
import { openInMongo } from '../support/mongo-store.ts'
import { answered, anyChange, anyQuestion } from './store/drawn-acts.ts'
import type { OpenedStore } from './store/opened-store.ts'

const way = await findMongo()

describe.skipIf(way.kind === 'none')('on MongoDB', () => {
  let server: MongoServer
  let opened: OpenedStore
  beforeAll(async () => {
    server = await startMongo()
    opened = await openInMongo(server)
  }, 60_000)
  afterAll(async () => {
    await opened.dispose()
    await server.stop()
  })

  test('the store answers what the plain one answers, whatever happens in whatever order', async () => {
    const model = createMemoryStore()
    let run = 0
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(anyChange, anyQuestion), { minLength: 1, maxLength: 40 }), async (acts) => {
        run += 1
        // One after the other: of several at once it is open which comes first.
        for (const act of acts) {
          expect(await answered(act.on(opened.store, run)), act.name).toEqual(await answered(act.on(model, run)))
        }
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})
