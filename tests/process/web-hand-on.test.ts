import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { freePort } from '../support/processes.ts'
import { rawConnection } from '../support/raw-http.ts'
import { type StandIn, standInForSignaling } from '../support/stand-in-signaling.ts'
import { type RunningWeb, startWeb } from '../support/web-alone.ts'

/** What the web process hands on to signaling, and how it bears signaling's and the clients' deaths. */

const HANDSHAKE =
  'GET /signal HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nX-Forwarded-For: 6.6.6.6\r\nCookie: session=x\r\n\r\n'

let signaling: StandIn
let web: RunningWeb
const sockets = new WebSocketServer({ noServer: true })

beforeAll(async () => {
  signaling = await standInForSignaling()
  web = await startWeb(signaling.port, { CLINIC_PHONE: '+1 555 0100' })
})

afterEach(async () => {
  signaling.arrived.length = 0
  expect((await fetch(`http://127.0.0.1:${web.port}/healthz`)).status, 'the web process lives').toBe(200)
})

afterAll(async () => {
  await web.stop()
  await signaling.stop()
})

describe('the API behind the web process', () => {
  test('gets method, path, query, body and cookies as they came, and its answer comes back whole', async () => {
    signaling.answer = (_request, response) => {
      response.writeHead(418, { 'set-cookie': ['a=1; HttpOnly', 'b=2'], 'x-own': 'kept', 'content-type': 'text/x' })
      response.end('short and stout')
    }
    const response = await fetch(`http://127.0.0.1:${web.port}/api/x?y=%2F`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: 'session=s', 'proxy-authorization': 'x' },
      body: '{"z":1}',
    })
    expect(response.status).toBe(418)
    expect(response.headers.getSetCookie()).toEqual(['a=1; HttpOnly', 'b=2'])
    expect(response.headers.get('x-own')).toBe('kept')
    expect(await response.text()).toBe('short and stout')
    const [came] = signaling.arrived
    expect(came).toMatchObject({ method: 'POST', url: '/api/x?y=%2F', body: '{"z":1}' })
    expect(came?.headers).toMatchObject({ cookie: 'session=s', host: `localhost:${web.port}` })
    expect(came?.headers['proxy-authorization']).toBeUndefined()
  })

  test('that dies in the middle of an answer cuts that answer off and nothing else', async () => {
    signaling.answer = (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('half')
      setImmediate(() => response.destroy())
    }
    await expect(fetch(`http://127.0.0.1:${web.port}/api/x`).then((response) => response.text())).rejects.toThrow()
  })

  test('is not kept waiting by a client that has gone', async () => {
    const gone = new Promise<void>((resolve) => {
      signaling.answer = (_request, response) => void response.once('close', () => resolve())
    })
    const { socket } = rawConnection(web.port, 'GET /api/x HTTP/1.1\r\nHost: x\r\n\r\n')
    await expect.poll(() => signaling.arrived.length).toBe(1)
    socket.destroy()
    await gone
  })
})

describe('the socket behind the web process', () => {
  test('carries text, bytes and the closing code both ways', async () => {
    signaling.upgrade = (request, socket, head) =>
      sockets.handleUpgrade(request, socket, head, (peer) => {
        peer.on('message', (data, isBinary) => {
          if (String(data) === 'bye') peer.close(4412, 'ended')
          else peer.send(data, { binary: isBinary })
        })
      })
    const socket = new WebSocket(`ws://127.0.0.1:${web.port}/signal`, { origin: `http://localhost:${web.port}` })
    await once(socket, 'open')
    for (const sent of ['{"type":"ping"}', 'ü'.repeat(30_000), Buffer.alloc(60_000, 7)]) {
      const answered = once(socket, 'message')
      socket.send(sent)
      const [data, isBinary] = await answered
      expect(isBinary).toBe(typeof sent !== 'string')
      expect(Buffer.compare(data, Buffer.from(sent))).toBe(0)
    }
    const closed = once(socket, 'close')
    socket.send('bye')
    const [code, reason] = await closed
    expect([code, String(reason)]).toEqual([4412, 'ended'])
  })

  test('is asked for with the true address, with the page’s origin, and without cookies', async () => {
    signaling.upgrade = (_request, socket) => socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n')
    const { reply } = rawConnection(web.port, HANDSHAKE.replace('Cookie', 'Origin: http://page.example\r\nCookie'))
    expect(await reply).toMatch(/^HTTP\/1\.1 403 /)
    const [came] = signaling.arrived
    expect(came?.headers['x-forwarded-for']).toBe('127.0.0.1')
    expect(came?.headers.origin).toBe('http://page.example')
    expect(came?.headers.cookie).toBeUndefined()
  })

  test('that is refused is no way to speak to signaling past our checks', async () => {
    let smuggled = ''
    signaling.upgrade = (_request, socket) => {
      socket.on('data', (part) => {
        smuggled += part
      })
      // A refusal that keeps the connection open, as HTTP allows.
      socket.write('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n')
    }
    const second = 'POST /api/sign-in HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 6.6.6.6\r\ncontent-length: 2\r\n\r\n{}'
    const { socket, reply } = rawConnection(web.port, HANDSHAKE + second)
    socket.write(second)
    expect(await reply).toMatch(/^HTTP\/1\.1 403 /)
    expect(smuggled).toBe('')
    expect(signaling.arrived.map(({ method }) => method)).toEqual(['UPGRADE'])
  })

  test.each([
    ['another path', HANDSHAKE.replace('/signal', '/api/account')],
    ['an encoded path', HANDSHAKE.replace('/signal', '/%73ignal')],
    ['another protocol', HANDSHAKE.replace('Upgrade: websocket', 'Upgrade: h2c')],
    ['another method', HANDSHAKE.replace('GET', 'POST')],
    ['a body', HANDSHAKE.replace('Host: x', 'Host: x\r\nContent-Length: 10')],
  ])('is not given for %s', async (_what, bytes) => {
    const { reply } = rawConnection(web.port, bytes)
    expect(await reply).toMatch(/^HTTP\/1\.1 404 /)
    expect(signaling.arrived).toEqual([])
  })

  test('may be cut by the client at any byte of its handshake', async () => {
    signaling.upgrade = (request, socket, head) => sockets.handleUpgrade(request, socket, head, () => undefined)
    for (let length = 0; length <= HANDSHAKE.length; length += 1) {
      const { socket, reply } = rawConnection(web.port, HANDSHAKE.slice(0, length))
      await once(socket, 'connect')
      if (length % 2 === 0) socket.destroy()
      else socket.resetAndDestroy()
      await reply
    }
  })

  test('may be cut by signaling at any byte of its answer, and the client is let go', async () => {
    const answer =
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n\x81\x05hello'
    for (let length = 0; length <= answer.length; length += 1) {
      signaling.upgrade = (_request, socket) => {
        socket.write(answer.slice(0, length), 'latin1', () => socket.destroy())
      }
      const reply = await rawConnection(web.port, HANDSHAKE).reply
      expect(reply).toMatch(/^HTTP\/1\.1 (101|503) /)
      if (length === answer.length) expect(reply).toMatch(/hello$/)
    }
  })

  test('closes at signaling when the client is gone without a word', async () => {
    const closed = new Promise<void>((resolve) => {
      signaling.upgrade = (request, socket, head) =>
        sockets.handleUpgrade(request, socket, head, (peer) => peer.once('close', () => resolve()))
    })
    const { socket } = rawConnection(web.port, HANDSHAKE)
    await once(socket, 'data')
    socket.resetAndDestroy()
    await closed
  })
})

describe('while signaling is away', () => {
  let alone: RunningWeb
  beforeAll(async () => {
    alone = await startWeb(await freePort(), { CLINIC_PHONE: '+1 555 0100' })
  })
  afterAll(async () => {
    await alone.stop()
  })

  test.each(['/meetings', '/meetings/0123456789ab', '/meetings/new', `/try/${'a'.repeat(43)}`])(
    '%s says so kindly, with the telephone number and when to come back',
    async (path) => {
      const response = await fetch(`http://127.0.0.1:${alone.port}${path}`, { redirect: 'manual' })
      expect(response.status).toBe(503)
      expect(response.headers.get('retry-after')).toMatch(/^\d+$/)
      const text = await response.text()
      expect(text).toContain('not available right now')
      expect(text).toContain('tel:+15550100')
    },
  )

  test('a form that was sent gets the same page', async () => {
    const response = await fetch(`http://127.0.0.1:${alone.port}/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'signInName=ada&password=correct+horse',
    })
    expect(response.status).toBe(503)
    expect(await response.text()).toContain('not available right now')
  })

  test('pages that need nothing are there', async () => {
    for (const path of ['/', '/join', '/sign-in']) {
      expect((await fetch(`http://127.0.0.1:${alone.port}${path}`)).status).toBe(200)
    }
  })

  test('the API answers in JSON, the socket with 503, and only readiness fails', async () => {
    const api = await fetch(`http://127.0.0.1:${alone.port}/api/account`)
    expect(api.status).toBe(503)
    expect(api.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(await api.json()).toMatchObject({ success: false, error: { code: 'store-unavailable' } })
    expect(await rawConnection(alone.port, HANDSHAKE).reply).toMatch(/^HTTP\/1\.1 503 /)
    expect((await fetch(`http://127.0.0.1:${alone.port}/healthz`)).status).toBe(200)
    expect((await fetch(`http://127.0.0.1:${alone.port}/readyz`)).status).toBe(503)
  })
})
