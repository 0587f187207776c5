import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import { StoreUnavailable } from '../../db/port.ts'
import type { LogEvent } from '../../signaling/log.ts'
import { type Server, startServer } from '../../signaling/server.ts'
import { rawConnection } from '../support/raw-http.ts'

const running: Server[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})

const REQUEST = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'
const PART = 'x'.repeat(64 * 1024)

/** A server that answers everything with these parts. */
async function serve(body: () => AsyncGenerator<string>) {
  const logged: LogEvent[] = []
  const started = await startServer({
    host: '127.0.0.1',
    port: 0,
    hub: {
      connected() {
        throw new Error('no sockets here')
      },
    },
    http: async () => ({ status: 200, headers: { 'X-Own': 'kept' }, body: body() }),
    ownOrigins: [],
    trustedProxies: [],
    log: (event) => void logged.push(event),
  })
  if (!started.ok) throw new Error(started.why)
  running.push(started.server)
  return { url: `http://127.0.0.1:${started.server.port}`, port: started.server.port, logged }
}

test('a body in parts arrives whole and in order, with its headers, and the connection is good for more', async () => {
  const { url } = await serve(async function* () {
    yield 'one, '
    yield ''
    await new Promise((resolve) => setImmediate(resolve))
    yield 'two, naïve 日本, '
    yield 'three'
  })
  for (let times = 0; times < 2; times += 1) {
    const response = await fetch(url)
    expect(response.headers.get('x-own')).toBe('kept')
    expect(await response.text()).toBe('one, two, naïve 日本, three')
  }
})

test('a part is on its way before the next one is there', async () => {
  let goOn: () => void = () => undefined
  const told = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const { url } = await serve(async function* () {
    yield 'first'
    await told
    yield 'last'
  })
  const reader = (await fetch(url)).body?.getReader()
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('first')
  goOn()
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('last')
})

test('for a client that does not read no more is made than fits on the line, and the rest when it reads', async () => {
  const parts = 1_000
  let made = 0
  let turns = 0
  const { port } = await serve(async function* () {
    for (; made < parts; made += 1) {
      yield PART
      turns = 0
    }
  })
  const { socket } = rawConnection(port, REQUEST)
  socket.pause()
  // Nothing is asked for any more when this many turns have passed without a part.
  for (; turns < 2_000; turns += 1) await new Promise((resolve) => setImmediate(resolve))
  expect(made).toBeLessThan(parts / 4)
  socket.resume()
  let got = 0
  socket.on('data', (part: string) => {
    got += part.length
    if (part.endsWith('0\r\n\r\n')) socket.destroy()
  })
  await once(socket, 'close')
  expect(made).toBe(parts)
  expect(got).toBeGreaterThan(parts * PART.length)
})

test.each(['while it reads', 'while it does not'])(
  'a client that goes %s ends the reading of what it asked for',
  async (how) => {
    let made = 0
    let over: (made: number) => void = () => undefined
    const ended = new Promise<number>((resolve) => {
      over = resolve
    })
    const { port, logged } = await serve(async function* () {
      try {
        for (;;) {
          yield PART
          made += 1
        }
      } finally {
        over(made)
      }
    })
    const { socket } = rawConnection(port, REQUEST)
    await once(socket, 'data')
    if (how === 'while it does not') socket.pause()
    for (let turns = 0; turns < 500; turns += 1) await new Promise((resolve) => setImmediate(resolve))
    socket.destroy()
    expect(await ended).toBeGreaterThan(0)
    expect(logged).toEqual([])
  },
)

test.each([
  ['a store that goes away', new StoreUnavailable('unreachable'), { event: 'store-unavailable', why: 'unreachable' }],
  ['a fault', new TypeError('innards'), expect.objectContaining({ event: 'fault', where: 'http' })],
])('%s in the middle cuts the connection, so that half a file is not taken for a whole one', async (_, error, said) => {
  const { url, logged } = await serve(async function* () {
    yield 'half'
    throw error
  })
  await expect(fetch(url).then((response) => response.text())).rejects.toThrow()
  expect(logged).toEqual([said])
})

test('a server that closes does not wait for a file that has no end', async () => {
  const { url } = await serve(async function* () {
    for (;;) yield PART
  })
  const reader = (await fetch(url)).body?.getReader()
  await reader?.read()
  const start = performance.now()
  await running.pop()?.close()
  expect(performance.now() - start).toBeLessThan(4_000)
  await expect(readAll(reader)).rejects.toThrow()
})

async function readAll(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<void> {
  while (reader && !(await reader.read()).done);
}
