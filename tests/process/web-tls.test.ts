import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type WrittenPair, writePair } from '../support/certificates.ts'
import { type RunningBedside, startBedside } from '../support/processes.ts'
import { rawConnection } from '../support/raw-http.ts'
import { askTls, shakeHands } from '../support/tls-client.ts'

/** Both processes, the web process with a certificate of its own: everything people do, by https. */

let folder: string
let pair: WrittenPair
let bedside: RunningBedside
let port: number

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bedside-tls-'))
  pair = await writePair(folder)
  bedside = await startBedside({
    env: {
      TLS_CERT: pair.cert,
      TLS_KEY: pair.key,
      // So lax that what is refused below is refused by us.
      NODE_OPTIONS: '--tls-min-v1.0 --tls-cipher-list=DEFAULT@SECLEVEL=0',
    },
  })
  port = Number(new URL(bedside.url).port)
})

afterAll(async () => {
  await bedside.stop()
  await rm(folder, { recursive: true })
})

describe('with TLS_CERT and TLS_KEY', () => {
  test('pages and the API are there by https, under https://localhost unless told', async () => {
    expect(bedside.url).toBe(`https://localhost:${port}`)
    const page = await askTls(port, '/join', pair)
    expect(page.status).toBe(200)
    expect(page.headers['content-security-policy']).toContain(`connect-src 'self' wss://localhost:${port}`)
    expect((await askTls(port, '/api/account', pair)).status).toBe(401)
    expect(JSON.parse((await askTls(port, '/openapi.json', pair)).text).servers).toEqual([{ url: bedside.url }])
  })

  test('a session is pinned to this host and to https', async () => {
    const { status, headers } = await askTls(port, new URL(bedside.doctorUrl).pathname, pair)
    expect(status).toBe(303)
    expect(headers['set-cookie']).toEqual([expect.stringMatching(/^__Host-session=.*; Path=\/; .*Secure/)])
  })

  test('a form of ours is taken, and one that says it comes from the same name by http is not', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const send = (origin: string) =>
      askTls(port, '/join', {
        ...pair,
        method: 'POST',
        headers: { ...headers, origin },
        body: 'from=first-page&code=A',
      })
    expect((await send(bedside.url)).status).toBe(200)
    expect((await send(bedside.url.replace('https', 'http'))).status).toBe(403)
  })

  test('the socket is there: what a page says arrives, and the answer comes back', async () => {
    const socket = new WebSocket(`wss://localhost:${port}/signal`, { ca: pair.ca, origin: bedside.url })
    await once(socket, 'open')
    socket.send('nothing that the protocol knows')
    const [code] = await once(socket, 'close')
    expect(code).toBe(4400)
  })

  test('the socket stays closed to other sites', async () => {
    const socket = new WebSocket(`wss://localhost:${port}/signal`, { ca: pair.ca, origin: 'https://evil.example' })
    const [, response] = await once(socket, 'unexpected-response')
    expect(response.statusCode).toBe(403)
  })

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('%s is spoken', async (version) => {
    const shaken = await shakeHands(port, { minVersion: version, maxVersion: version })
    expect(shaken).toEqual({ protocol: version, fingerprint: pair.fingerprint })
  })

  test.each(['TLSv1', 'TLSv1.1'] as const)('%s is not', async (version) => {
    const options = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' } as const
    expect(await shakeHands(port, options)).toEqual({ refused: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' })
  })
})

test('what only begins like TLS is closed without a word in clear, and nobody else notices', async () => {
  const { reply } = rawConnection(port, `\u0016\u0003\u0001\u0000\u0020${'no handshake '.repeat(20)}`)
  expect(await reply).not.toContain('HTTP')
  expect((await askTls(port, '/healthz', pair)).status).toBe(200)
})

describe('plain http to that port', () => {
  test.each([
    ['in one piece', ['GET /join?x=1 HTTP/1.1\r\nHost: evil.example\r\n\r\n']],
    ['byte by byte', [...'GET /join?x=1 HTTP/1.1\r\n\r\n']],
  ])('of a page is sent to the https address, %s', async (_, parts) => {
    const { socket, reply } = rawConnection(port, '')
    for (const part of parts) {
      socket.write(part)
      await new Promise(setImmediate)
    }
    expect(await reply).toMatch(new RegExp(`^HTTP/1\\.1 307 [^\\r]*\\r\\nlocation: ${bedside.url}/join\\?x=1\\r\\n`))
  })

  test('of a form goes no further than here, and the sender is told the address', async () => {
    const body = 'code=ABCDEFGHJKMN&name=Paul'
    const { reply } = rawConnection(port, `POST /join HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
    expect(await reply).toMatch(/^HTTP\/1\.1 400 [\s\S]*This address speaks https\. Please go to https:\/\/localhost/)
  })

  test('of a form of megabytes is thrown away, and the sender still reads the answer', async () => {
    const { socket, reply } = rawConnection(port, 'POST /join HTTP/1.1\r\nContent-Length: 8000000\r\n\r\n')
    socket.write('x'.repeat(8_000_000))
    expect(await reply).toMatch(/^HTTP\/1\.1 400 /)
    expect(socket.errored, 'the connection was closed, not reset').toBeNull()
  })

  test('a socket is sent away as well', async () => {
    const { reply } = rawConnection(port, 'GET /signal HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    expect(await reply).toMatch(/^HTTP\/1\.1 307 /)
  })
})

describe('a renewed certificate', () => {
  test('is taken up when the files change, and open connections go on', async () => {
    const agent = new Agent({ ca: pair.ca, keepAlive: true, maxSockets: 1 })
    await askTls(port, '/healthz', { ...pair, agent })
    const next = await writePair(folder)
    await expect.poll(() => shakeHands(port), { timeout: 15_000 }).toMatchObject({ fingerprint: next.fingerprint })
    expect((await askTls(port, '/join', next)).status).toBe(200)
    expect((await askTls(port, '/healthz', { ...pair, agent })).status).toBe(200)
    agent.destroy()
    pair = next
  })

  test('is taken up at once on SIGHUP', async () => {
    const next = await writePair(folder)
    bedside.web.kill('SIGHUP')
    await expect.poll(() => shakeHands(port), { timeout: 1_500 }).toMatchObject({ fingerprint: next.fingerprint })
    pair = next
  })
})
