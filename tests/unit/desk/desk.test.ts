import { expect, test } from 'vitest'
import type { Arrival } from '../../../signaling/contract/desk.ts'
import { PROTOCOL_VERSION } from '../../../signaling/contract/limits.ts'
import { REASONS } from '../../../signaling/contract/reasons.ts'
import { openDesk } from '../../../src/desk/desk.ts'
import { arrival } from '../../support/arrivals.ts'
import { INES } from '../../support/call-messages.ts'
import { settled } from '../../support/fake-media.ts'
import { FakeSocket } from '../../support/fake-socket.ts'
import { createManualClock } from '../../support/manual-clock.ts'

const PAUL_WAITS = arrival()
const INES_WAITS = arrival({ participant: { id: INES, role: 'interpreter', name: 'Inés' } })
const granted = () => Response.json({ success: true, data: { ticket: 't'.repeat(43), expiresAt: 0 } }, { status: 201 })

async function world(drawn: readonly Arrival[] = [], answer: () => Response | Promise<Response> = granted) {
  const clock = createManualClock()
  const sockets: FakeSocket[] = []
  const told: { liveness: string; came: string[] }[] = []
  const asked: string[] = []
  const desk = openDesk(
    {
      clock,
      random: () => 0.5,
      openSocket() {
        const socket = new FakeSocket()
        sockets.push(socket)
        return socket
      },
      fetch: async (input) => {
        asked.push(String(input))
        return answer()
      },
      page: { hidden: () => false, onVisibility: () => undefined, onNetwork: () => undefined, onWake: () => undefined },
    },
    drawn,
  )
  desk.subscribe(({ liveness }, came) => {
    told.push({ liveness, came: came.map(({ participant }) => participant.name) })
  })
  await settled()
  return { clock, desk, sockets, told, asked }
}

test('it asks for the desk with a ticket of its own, and shows what comes', async () => {
  const { desk, sockets, asked } = await world()
  expect(desk.view()).toEqual({ arrivals: [], liveness: 'connecting' })
  sockets[0]?.opens()
  await settled()
  expect(asked).toEqual(['/api/desk/ticket'])
  expect(sockets[0]?.sent).toEqual([{ type: 'watch-desk', version: PROTOCOL_VERSION, ticket: 't'.repeat(43) }])
  sockets[0]?.says({ type: 'desk', arrivals: [PAUL_WAITS] })
  expect(desk.view()).toEqual({ arrivals: [PAUL_WAITS], liveness: 'live' })
})

test('who was drawn with the page has not come just now; who comes later has, once', async () => {
  const { sockets, told } = await world([PAUL_WAITS])
  sockets[0]?.opens()
  await settled()
  sockets[0]?.says({ type: 'desk', arrivals: [PAUL_WAITS] })
  sockets[0]?.says({ type: 'desk', arrivals: [PAUL_WAITS, INES_WAITS] })
  sockets[0]?.says({ type: 'desk', arrivals: [INES_WAITS] })
  expect(told.map(({ came }) => came)).toEqual([[], ['Inés'], []])
})

test('what is no message of a desk is passed over', async () => {
  const { desk, sockets } = await world()
  sockets[0]?.opens()
  await settled()
  sockets[0]?.says({ type: 'desk', arrivals: [{ ...PAUL_WAITS, secret: 'x' }] })
  sockets[0]?.says({ type: 'user-joined' })
  expect(desk.view().liveness).toBe('connecting')
})

test('[Q2] a line that falls keeps what was shown, says so, and comes back with a fresh ticket', async () => {
  const { desk, sockets, asked } = await world()
  sockets[0]?.opens()
  await settled()
  sockets[0]?.says({ type: 'desk', arrivals: [PAUL_WAITS] })
  sockets[0]?.falls()
  expect(desk.view()).toEqual({ arrivals: [PAUL_WAITS], liveness: 'lost' })
  await settled()
  sockets[1]?.opens()
  await settled()
  sockets[1]?.says({ type: 'desk', arrivals: [PAUL_WAITS] })
  expect(desk.view().liveness).toBe('live')
  expect(asked).toHaveLength(2)
})

test('[R3] a session that was closed elsewhere ends it for good', async () => {
  const { clock, desk, sockets } = await world()
  sockets[0]?.opens()
  await settled()
  sockets[0]?.says({ type: 'desk', arrivals: [] })
  sockets[0]?.falls(REASONS.removed.close)
  clock.advance(60_000)
  await settled()
  expect(desk.view().liveness).toBe('over')
  expect(sockets).toHaveLength(1)
})

test('somebody who is signed out gets no desk', async () => {
  const { clock, desk, sockets } = await world([], () => new Response(null, { status: 401 }))
  sockets[0]?.opens()
  await settled()
  expect(desk.view().liveness).toBe('over')
  expect(sockets[0]?.closed).toBe(true)
  clock.advance(60_000)
  expect(sockets).toHaveLength(1)
})

test('[J1] while nobody listens no ticket is asked for, however often it is tried', async () => {
  const { clock, desk, sockets, asked } = await world()
  for (let tries = 0; tries < 5; tries += 1) {
    sockets.at(-1)?.falls()
    clock.advance(8_000)
    await settled()
  }
  expect([desk.view().liveness, asked]).toEqual(['lost', []])
  sockets.at(-1)?.opens()
  await settled()
  expect(asked).toHaveLength(1)
  expect(sockets.at(-1)?.sent).toHaveLength(1)
})

test('[C1] a ticket that comes after its socket was closed is used on the next one', async () => {
  const answers: ((response: Response) => void)[] = []
  const { sockets, asked } = await world([], () => new Promise((resolve) => answers.push(resolve)))
  sockets[0]?.opens()
  await settled()
  sockets[0]?.falls(REASONS['not-joined'].close)
  answers[0]?.(granted())
  await settled()
  sockets[1]?.opens()
  await settled()
  expect(asked).toHaveLength(1)
  expect(sockets[0]?.sent).toEqual([])
  expect(sockets[1]?.sent).toMatchObject([{ type: 'watch-desk' }])
})
