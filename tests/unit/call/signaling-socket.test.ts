import { describe, expect, test } from 'vitest'
import { PROTOCOL_VERSION } from '../../../signaling/contract/limits.ts'
import type { Reason } from '../../../signaling/contract/reasons.ts'
import { REASONS } from '../../../signaling/contract/reasons.ts'
import { createSignalingLine } from '../../../src/call/signaling-socket.ts'
import type { TicketOutcome } from '../../../src/call/ticket.ts'
import { joined, PAUL, resumed } from '../../support/call-messages.ts'
import { settled } from '../../support/fake-media.ts'
import { FakeSocket } from '../../support/fake-socket.ts'
import { createManualClock } from '../../support/manual-clock.ts'

function world(tickets: TicketOutcome[] = []) {
  const clock = createManualClock()
  const sockets: FakeSocket[] = []
  const told: string[] = []
  let ticketsTaken = 0
  const line = createSignalingLine(
    {
      clock,
      random: () => 0.5,
      device: 'phone',
      openSocket() {
        const socket = new FakeSocket()
        sockets.push(socket)
        return socket
      },
      tickets: {
        prefetch: () => undefined,
        take: async () => tickets[ticketsTaken++] ?? { ok: true, ticket: `ticket ${ticketsTaken}` },
      },
    },
    {
      message: ({ type }) => told.push(type),
      lost: () => told.push('LOST'),
      refused: (reason) => told.push(`REFUSED ${reason}`),
    },
  )
  const socket = (index = sockets.length - 1): FakeSocket => {
    const found = sockets[index]
    if (!found) throw new Error('no such socket was opened')
    return found
  }
  return { clock, line, socket, sockets, told, ticketsTaken: () => ticketsTaken }
}

async function seated() {
  const here = world()
  here.line.open()
  await settled()
  here.socket().opens()
  here.socket().says(joined([PAUL]))
  return here
}

function falls(socket: FakeSocket, reason: Reason): void {
  socket.says({ type: 'error', reason })
  socket.falls(REASONS[reason].close ?? 1006)
}

test('it joins by a ticket, and nothing is said before it has a seat', async () => {
  const { line, socket, told } = world()
  line.open()
  await settled()
  expect(line.send({ type: 'leave-room' })).toBe(false)
  socket().opens()
  expect(socket().sent).toEqual([{ type: 'join-room', version: PROTOCOL_VERSION, ticket: 'ticket 1', device: 'phone' }])
  expect(line.send({ type: 'leave-room' })).toBe(false)
  socket().says(joined())
  expect(line.send({ type: 'leave-room' })).toBe(true)
  expect(told).toEqual(['joined'])
})

test('what is not a message of this protocol is passed over', async () => {
  const { socket, told } = await seated()
  socket().says({ type: 'user-joined' })
  socket().says({ type: 'unheard-of' })
  socket().onmessage?.call({} as WebSocket, new MessageEvent('message', { data: 'not JSON' }))
  expect(told).toEqual(['joined'])
})

describe('when the socket falls', () => {
  test('it comes back at once by the latest resume secret', async () => {
    const { socket, sockets, told } = await seated()
    socket().says({ ...joined(), resumeSecret: 'n'.repeat(43) })
    socket().falls()
    await settled()
    expect(sockets).toHaveLength(2)
    socket().opens()
    expect(socket().sent).toEqual([{ type: 'resume', version: PROTOCOL_VERSION, secret: 'n'.repeat(43), heard: 0 }])
    socket().says(resumed())
    expect(told).toEqual(['joined', 'joined', 'LOST', 'resumed'])
  })

  test('the next tries wait, longer each time', async () => {
    const { clock, socket, sockets } = await seated()
    socket().falls()
    for (const delayMs of [500, 750, 750]) {
      await settled()
      const before = sockets.length
      socket().falls()
      clock.advance(delayMs - 1)
      expect(sockets).toHaveLength(before)
      clock.advance(1)
      expect(sockets).toHaveLength(before + 1)
    }
  })

  test('a nudge ends the wait', async () => {
    const { line, socket, sockets } = await seated()
    socket().falls()
    await settled()
    socket().falls()
    expect(sockets).toHaveLength(2)
    line.nudge()
    expect(sockets).toHaveLength(3)
  })

  test('[R2] after a refused resume it joins anew by a fresh ticket', async () => {
    const { socket, ticketsTaken } = await seated()
    socket().falls()
    await settled()
    socket().opens()
    falls(socket(), 'resume-refused')
    await settled()
    expect(ticketsTaken()).toBe(2)
    socket().opens()
    expect(socket().sent).toEqual([
      { type: 'join-room', version: PROTOCOL_VERSION, ticket: 'ticket 2', device: 'phone' },
    ])
  })
})

describe('[D1] when the server says that it is about to stop', () => {
  async function drained() {
    const here = await seated()
    here.socket().says({ type: 'draining', comeBackMs: 1_234 })
    falls(here.socket(), 'restarting')
    await settled()
    return here
  }

  test('it comes back in the time it was told, and nobody is told of a line that was lost', async () => {
    const { clock, socket, sockets, told } = await drained()
    clock.advance(1_233)
    expect(sockets).toHaveLength(1)
    clock.advance(1)
    expect(sockets).toHaveLength(2)
    socket().opens()
    falls(socket(), 'resume-refused')
    await settled()
    socket().opens()
    socket().says(joined([PAUL]))
    expect(told).toEqual(['joined', 'joined'])
  })

  test('a server that takes a little longer is not spoken of, one that is not back in time is', async () => {
    const { clock, socket, told } = await drained()
    clock.advance(1_234)
    socket().falls()
    clock.advance(2_000)
    expect(told).toEqual(['joined'])
    clock.advance(6_000)
    socket().falls()
    expect(told).toEqual(['joined', 'LOST'])
  })

  test('who is nudged does not wait, and a later loss is told as ever', async () => {
    const { clock, line, socket, sockets, told } = await drained()
    line.nudge()
    expect(sockets).toHaveLength(2)
    socket().opens()
    socket().says(resumed())
    clock.advance(1_000)
    socket().falls()
    expect(told).toEqual(['joined', 'resumed', 'LOST'])
  })
})

describe('refusals', () => {
  test('one refused ticket is tried again with another, two are an answer', async () => {
    const { clock, line, socket, told } = world()
    line.open()
    await settled()
    falls(socket(), 'ticket-refused')
    clock.advance(8_000)
    await settled()
    expect(told).toEqual(['LOST'])
    falls(socket(), 'ticket-refused')
    expect(told).toEqual(['LOST', 'REFUSED ticket-refused'])
  })

  test('after a reason that no retry helps against the line stays closed', async () => {
    const { clock, socket, sockets, told } = await seated()
    falls(socket(), 'replaced')
    clock.advance(60_000)
    await settled()
    expect(told).toEqual(['joined', 'REFUSED replaced'])
    expect(sockets).toHaveLength(1)
    expect(clock.timers).toBe(0)
  })

  test('a ticket that is not to be had because the meeting is over ends it, one that is late is waited for', async () => {
    const over = world([{ ok: false, why: 'ended' }])
    over.line.open()
    await settled()
    expect(over.told).toEqual(['REFUSED ended'])
    const late = world([{ ok: false, why: 'retry' }])
    late.line.open()
    await settled()
    expect(late.told).toEqual(['LOST'])
    late.clock.advance(8_000)
    await settled()
    expect(late.sockets).toHaveLength(1)
  })
})

describe('a socket that looks open and is dead', () => {
  test('is found by a ping that nobody answers', async () => {
    const { clock, socket, sockets, told } = await seated()
    clock.advance(10_000)
    expect(socket().sent.at(-1)).toMatchObject({ type: 'ping' })
    socket(0).says({ type: 'pong' })
    clock.advance(10_000)
    clock.advance(5_000)
    expect(socket(0).closed).toBe(true)
    expect(sockets).toHaveLength(2)
    expect(told).toEqual(['joined', 'LOST'])
  })

  test('is found sooner when the network changed', async () => {
    const { clock, line, socket, told } = await seated()
    line.nudge()
    expect(socket(0).sent.at(-1)).toMatchObject({ type: 'ping' })
    clock.advance(2_000)
    expect(socket(0).closed).toBe(true)
    expect(told).toEqual(['joined', 'LOST'])
  })

  test('is not waited for when it never opens', async () => {
    const { clock, line, socket, told } = world()
    line.open()
    await settled()
    clock.advance(10_000)
    expect(socket(0).closed).toBe(true)
    expect(told).toEqual(['LOST'])
  })
})

describe('a line in doubt, because no sound comes either', () => {
  test('is asked, and one that answers is believed for a while', async () => {
    const { clock, line, socket, sockets } = await seated()
    clock.advance(2_000)
    line.doubt()
    line.doubt()
    expect(socket().sent.slice(1)).toMatchObject([{ type: 'ping' }])
    socket().says({ type: 'pong' })
    clock.advance(1_900)
    line.doubt()
    clock.advance(5_000)
    expect(socket().sent.slice(1)).toMatchObject([{ type: 'ping' }])
    expect(sockets).toHaveLength(1)
  })

  /** As the watch does it: again and again. */
  async function doubtFor(here: Awaited<ReturnType<typeof seated>>, ms: number) {
    for (let passed = 0; passed < ms; passed += 100) {
      here.line.doubt()
      here.clock.advance(100)
      await settled()
    }
  }

  const open = ({ sockets }: Awaited<ReturnType<typeof seated>>) => sockets.filter(({ closed }) => !closed)

  test('has a rival, which asks for the place as soon as it is open', async () => {
    const here = await seated()
    here.clock.advance(2_000)
    await doubtFor(here, 900)
    expect(here.told).toEqual(['joined'])
    here.socket(1).opens()
    expect(here.told).toEqual(['joined', 'LOST'])
    expect(here.socket(0).closed).toBe(true)
    expect(here.socket(1).sent).toEqual([
      { type: 'resume', version: PROTOCOL_VERSION, secret: joined().resumeSecret, heard: 0 },
    ])
    here.socket(1).says(resumed())
    expect(here.told).toEqual(['joined', 'LOST', 'resumed'])
    here.clock.advance(9_000)
    expect(open(here)).toEqual([here.socket(1)])
  })

  test('goes on with a fresh rival every two seconds, of which one at a time is on its way, later with fewer', async () => {
    const here = await seated()
    here.clock.advance(2_000)
    const opened: number[] = []
    for (let passed = 0; passed < 60_000; passed += 100) {
      const before = here.sockets.length
      await doubtFor(here, 100)
      if (here.sockets.length > before) opened.push(passed + 100)
      expect(open(here).filter((socket) => socket !== here.socket(0)).length).toBeLessThanOrEqual(1)
    }
    expect(opened.slice(0, 3)).toEqual([500, 2_500, 4_500])
    expect(opened.slice(-3)).toEqual([46_500, 50_500, 58_500])
    here.socket().opens()
    expect(here.socket().sent).toHaveLength(1)
    expect(open(here)).toEqual([here.socket()])
  })

  test('is not asked for its place twice while the answer is on its way: what opens it opens it once', async () => {
    const here = await seated()
    here.clock.advance(2_000)
    await doubtFor(here, 500)
    here.socket(1).opens()
    await doubtFor(here, 2_400)
    expect(here.sockets).toHaveLength(2)
    await doubtFor(here, 200)
    expect(here.sockets).toHaveLength(3)
  })

  test('that answers after all lets its rival open before it is closed: a browser would complain', async () => {
    const here = await seated()
    here.clock.advance(2_000)
    await doubtFor(here, 600)
    here.socket(0).says({ type: 'pong' })
    expect(here.socket(1).closed).toBe(false)
    here.socket(1).opens()
    expect(here.socket(1)).toMatchObject({ closed: true, sent: [] })
    expect(here.told).toEqual(['joined'])
  })

  test('has a rival at once when the network changed, one however often that is said', async () => {
    const here = await seated()
    here.line.nudge()
    here.line.nudge()
    expect(here.sockets).toHaveLength(2)
  })

  test('is left alone once nobody doubts it any more', async () => {
    const here = await seated()
    here.clock.advance(2_000)
    await doubtFor(here, 1_500)
    here.clock.advance(2_000)
    await settled()
    const before = here.sockets.length
    here.clock.advance(5_000)
    expect(here.told).toEqual(['joined', 'LOST'])
    expect(here.sockets).toHaveLength(before + 1)
  })
})

test('a socket that opens only after the line was closed is closed again and says nothing', async () => {
  const { line, socket } = world()
  line.open()
  await settled()
  line.close()
  socket().closed = false // as where the page goes, and the browser is left to close it
  socket().opens()
  expect(socket().closed).toBe(true)
  expect(socket().sent).toEqual([])
})

test('closing leaves nothing behind, and what the old socket says later is passed over', async () => {
  const { clock, line, socket, sockets, told } = await seated()
  line.close()
  expect(socket().closed).toBe(true)
  socket().says(joined())
  socket().falls()
  clock.advance(60_000)
  await settled()
  expect(sockets).toHaveLength(1)
  expect(told).toEqual(['joined'])
  expect(clock.timers).toBe(0)
})
