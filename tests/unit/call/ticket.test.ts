import { expect, test } from 'vitest'
import { createTickets } from '../../../src/call/ticket.ts'
import { createManualClock } from '../../support/manual-clock.ts'

function world(answer: (count: number) => Response | Error, as?: 'invited') {
  const clock = createManualClock()
  const asked: { path: string; body: unknown }[] = []
  const tickets = createTickets({
    clock,
    path: '/api/call/rrrrrrrrrrrr/ticket',
    input: { as },
    fetch: async (input, init) => {
      asked.push({ path: String(input), body: JSON.parse(String(init?.body)) })
      const outcome = answer(asked.length)
      if (outcome instanceof Error) throw outcome
      return outcome
    },
  })
  return { clock, tickets, asked }
}

const granted = (count: number) =>
  Response.json({ success: true, data: { ticket: `ticket ${count}`, expiresAt: 0 } }, { status: 201 })

test('a prefetched ticket is given out once', async () => {
  const { tickets, asked } = world(granted, 'invited')
  tickets.prefetch()
  expect(await tickets.take()).toEqual({ ok: true, ticket: 'ticket 1' })
  expect(await tickets.take()).toEqual({ ok: true, ticket: 'ticket 2' })
  expect(asked).toEqual([
    { path: '/api/call/rrrrrrrrrrrr/ticket', body: { as: 'invited' } },
    { path: '/api/call/rrrrrrrrrrrr/ticket', body: { as: 'invited' } },
  ])
})

test('[J1] a ticket too old to be sure of is replaced', async () => {
  const { clock, tickets } = world(granted)
  tickets.prefetch()
  clock.advance(45_000)
  expect(await tickets.take()).toEqual({ ok: true, ticket: 'ticket 2' })
})

test('a prefetch that failed is made up for when the ticket is needed', async () => {
  const { tickets } = world((count) => (count === 1 ? new TypeError('offline') : granted(count)))
  tickets.prefetch()
  expect(await tickets.take()).toEqual({ ok: true, ticket: 'ticket 2' })
})

test('an answer that never comes is not waited for', async () => {
  const clock = createManualClock()
  const tickets = createTickets({
    clock,
    path: '/ticket',
    input: {},
    fetch: (_, init) =>
      new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))),
  })
  const outcome = tickets.take()
  clock.advance(8_000)
  expect(await outcome).toEqual({ ok: false, why: 'retry' })
  expect(clock.timers).toBe(0)
})

test('what went wrong is told apart by what it means for the call', async () => {
  for (const [answer, why] of [
    [new Response(null, { status: 410 }), 'ended'],
    [new Response(null, { status: 401 }), 'refused'],
    [new Response(null, { status: 429 }), 'retry'],
    [new Response(null, { status: 503 }), 'retry'],
    [new Response('{"success":true}', { status: 201 }), 'retry'],
    [new TypeError('offline'), 'retry'],
  ] as const) {
    expect(await world(() => answer).tickets.take()).toEqual({ ok: false, why })
  }
})
