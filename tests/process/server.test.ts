import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import type { HttpHandler, HttpRequest } from '../../signaling/http.ts'
import type { LogEvent } from '../../signaling/log.ts'
import { type Server, type ServerPorts, startServer } from '../../signaling/server.ts'
import { rawConnection } from '../support/raw-http.ts'

const running: Server[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})

async function serve(http: HttpHandler, but: Partial<ServerPorts> = {}) {
  const logged: LogEvent[] = []
  const started = await startServer({
    host: '127.0.0.1',
    port: 0,
    hub: {
      connected() {
        throw new Error('no sockets here')
      },
    },
    http,
    ownOrigins: [],
    trustedProxies: ['127.0.0.1'],
    log: (event) => void logged.push(event),
    ...but,
  })
  if (!started.ok) throw new Error(started.why)
  running.push(started.server)
  return { url: `http://127.0.0.1:${started.server.port}`, server: started.server, logged }
}

const reply = (body: string, headers: Record<string, string | readonly string[]> = {}) => ({
  status: 200,
  headers,
  body,
})

/** Answers, and keeps what it was asked. */
function recorder() {
  const asked: HttpRequest[] = []
  const http: HttpHandler = async (request) => {
    asked.push(request)
    return reply('ok')
  }
  return { asked, http }
}

test('a request arrives as it was on the wire', async () => {
  const { asked, http } = recorder()
  const { server } = await serve(http)
  const { socket } = rawConnection(
    server.port,
    'POST /api//a%2e%2E/x?b=%20c HTTP/1.1\r\nHost: h\r\nCookie: a=1\r\nCookie: b=2\r\nX-Twice: 1\r\nX-Twice: 2\r\n' +
      'Content-Length: 3\r\n\r\nabc',
  )
  const [answered] = await once(socket, 'data')
  socket.destroy()
  expect(answered).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  const [request] = asked
  expect(request).toMatchObject({ method: 'POST', path: '/api//a%2e%2E/x', query: 'b=%20c' })
  expect(request?.headers).toMatchObject({ cookie: 'a=1; b=2', 'x-twice': '1, 2' })
  expect(Buffer.from(request?.body === 'too-large' ? '' : (request?.body ?? '')).toString()).toBe('abc')
})

test('the address is the peer’s, or what a trusted proxy says', async () => {
  const { asked, http } = recorder()
  const trusting = await serve(http)
  await fetch(trusting.url, { headers: { 'x-forwarded-for': '198.51.100.1, 192.0.2.1' } })
  const distrusting = await serve(http, { trustedProxies: [] })
  await fetch(distrusting.url, { headers: { 'x-forwarded-for': '198.51.100.1, 192.0.2.1' } })
  expect(asked.map(({ address }) => address)).toEqual(['192.0.2.1', '127.0.0.1'])
})

test('a body that fits is whole, one byte more is too large, and two hundred megabytes are not kept', async () => {
  const { asked, http } = recorder()
  const { url } = await serve(http)
  const post = (size: number) => fetch(url, { method: 'POST', body: 'x'.repeat(size) }).catch(() => undefined)
  await post(64 * 1024)
  await post(64 * 1024 + 1)
  const before = process.memoryUsage().arrayBuffers
  let rounds = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(stream) {
      rounds += 1
      if (rounds > 200) stream.close()
      else stream.enqueue(new Uint8Array(1_000_000))
    },
  })
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body: endless, duplex: 'half' }
  await fetch(url, init).catch(() => undefined)
  expect(asked.map(({ body }) => (body === 'too-large' ? body : body.length))).toEqual([
    65_536,
    'too-large',
    'too-large',
  ])
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000)
})

test('several cookies are several lines, and HEAD gets the length and no body', async () => {
  const { url } = await serve(async () => reply('hello', { 'set-cookie': ['a=1', 'b=2'] }))
  const get = await fetch(url)
  expect(get.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  const head = await fetch(url, { method: 'HEAD' })
  expect([head.headers.get('content-length'), await head.text()]).toEqual(['5', ''])
})

test('a handler that fails, or writes a header of two lines, is a 500 whose id the log has too', async () => {
  for (const http of [
    async () => {
      throw new Error('boom')
    },
    async () => reply('ok', { location: '/a\r\nset-cookie: evil=1' }),
  ]) {
    const { url, logged } = await serve(http)
    const response = await fetch(url)
    expect([response.status, response.headers.getSetCookie()]).toEqual([500, []])
    const [fault] = logged
    expect(fault?.event).toBe('fault')
    if (fault?.event === 'fault') expect(await response.text()).toContain(fault.errorId)
  }
})

test('closing lets what is under way finish', async () => {
  let answer: () => void = () => undefined
  const answered = new Promise<void>((resolve) => {
    answer = resolve
  })
  let asked: () => void = () => undefined
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve
  })
  const { url, server } = await serve(async () => {
    asked()
    await answered
    return reply('late')
  })
  running.length = 0
  const response = fetch(url).then((got) => got.text())
  await isAsked
  const closed = server.close()
  answer()
  expect(await response).toBe('late')
  await closed
})

test('a port that is taken, and an address that is not ours, are said and not thrown', async () => {
  const { server } = await serve(async () => reply('first'))
  const nothing = () => undefined
  const hub = { connected: () => ({ frame: nothing, closed: nothing }) }
  const ports = { hub, ownOrigins: [], trustedProxies: [], http: async () => reply('second'), log: nothing }
  expect(await startServer({ ...ports, host: '127.0.0.1', port: server.port })).toEqual({ ok: false, why: 'in-use' })
  expect(await startServer({ ...ports, host: '203.0.113.1', port: 0 })).toEqual({ ok: false, why: 'no-such-address' })
})
