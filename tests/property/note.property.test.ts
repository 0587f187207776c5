import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createNoteKeeper } from '../../src/call/note-keeper.ts'
import { createManualClock } from '../support/manual-clock.ts'

type Answer = 'kept' | 'lost on the way' | 'lost on the way back' | 503 | 429

const act = fc.oneof(
  { weight: 5, arbitrary: fc.record({ act: fc.constant('type' as const), text: fc.string({ maxLength: 8 }) }) },
  { weight: 5, arbitrary: fc.record({ act: fc.constant('time' as const), ms: fc.nat({ max: 5_000 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('answer' as const),
      as: fc.constantFrom<Answer>('kept', 'lost on the way', 'lost on the way back', 503, 429),
    }),
  },
)

type Act = typeof act extends fc.Arbitrary<infer A> ? A : never

/** A server that has one note, answers when it is told to, and counts how many questions are open. */
function createServer() {
  let note = ''
  const open: ((as: Answer) => void)[] = []
  return {
    get note() {
      return note
    },
    open,
    fetch: (_path: unknown, init?: RequestInit) =>
      new Promise<Response>((resolve, reject) => {
        open.push((as) => {
          if (as === 'lost on the way') return reject(new TypeError('offline'))
          if (typeof as === 'number') return resolve(new Response('{}', { status: as }))
          if (init?.method === 'POST') note = JSON.parse(String(init.body)).note
          if (as === 'lost on the way back') return reject(new TypeError('offline'))
          resolve(Response.json({ data: note === '' ? { is: 'none' } : { is: 'kept', note } }))
        })
      }),
  }
}

const settle = () => new Promise((done) => setImmediate(done))

/** One save is under way at a time, whatever was done. */
async function noteAfter(acts: readonly Act[]) {
  const clock = createManualClock()
  const server = createServer()
  const keeper = createNoteKeeper({ roomId: 'rrrrrrrrrrrr', clock, fetch: server.fetch })
  let written = ''
  for (const next of acts) {
    if (next.act === 'time') clock.advance(next.ms)
    if (next.act === 'answer') server.open.shift()?.(next.as)
    if (next.act === 'type' && keeper.state().is === 'open') {
      keeper.type(next.text)
      written = next.text
    }
    await settle()
    expect(server.open.length).toBeLessThanOrEqual(1)
  }
  return { clock, server, keeper, written }
}

test('whatever the network does to a note, one save is under way at a time and the last words are kept in the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 40 }), async (acts) => {
      const { clock, server, keeper, written } = await noteAfter(acts)
      for (let round = 0; round < 6; round += 1) {
        server.open.shift()?.('kept')
        await settle()
        clock.advance(5_000)
        await settle()
      }
      expect(keeper.state()).toMatchObject({ is: 'open', text: written, kept: written })
      expect(server.note).toBe(written)
      expect(keeper.holds()).toBe(false)
    }),
    { numRuns: 150 },
  )
})

test('whenever a call ends, the words handed over and those the server has make up the whole note', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 20 }), async (acts) => {
      const { clock, server, keeper, written } = await noteAfter(acts)
      const handing = keeper.handOver()
      await settle()
      clock.advance(2_000)
      expect((await handing) ?? server.note).toBe(written)
      clock.advance(60_000)
      expect(server.open.length, 'nothing is saved after that').toBeLessThanOrEqual(1)
    }),
    { numRuns: 150 },
  )
})
