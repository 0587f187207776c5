import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTrustedProxies } from '../../src/server/forwarded-address.ts'
import { createLog } from '../../src/server/log.ts'
import { createWebServer } from '../../src/server/web-server.ts'
import { rawConnection } from '../support/raw-http.ts'

/** The web server with its patience cut short, in this process: what slow clients and failing pages get. */

const THE_SECRET = 'a-secret-in-a-path'
const lines: string[] = []
let server: Server
let port: number

beforeAll(async () => {
  const trustedProxies = createTrustedProxies([])
  if (trustedProxies === null) throw new Error('none is a list too')
  server = createWebServer({
    publicUrl: 'http://localhost:1',
    httpsPromise: 'unsaid',
    signaling: { host: '127.0.0.1', port: 1 },
    signalingBase: 'http://127.0.0.1:1',
    trustedProxies,
    clientFolder: 'dist/web/client',
    render: (request) => Promise.reject(new Error(`could not draw ${request.url}`)),
    log: createLog('info', (line) => lines.push(line)),
    isStopping: () => false,
    headersWithinMs: 100,
  }).server
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})

afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

describe('a client that is slow', () => {
  test('with its headers gets 408', async () => {
    const { reply } = rawConnection(port, 'GET / HTTP/1.1\r\nHost: x\r\n')
    expect(await reply).toMatch(/^HTTP\/1\.1 408 [\s\S]*referrer-policy: no-referrer/)
  })

  test('with its body gets 408 too', async () => {
    const { reply } = rawConnection(port, 'POST /join HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc')
    expect(await reply).toMatch(/^HTTP\/1\.1 408 /)
  })
})

test('a page that fails is told as our fault, and the log says where but not which address', async () => {
  const response = await fetch(`http://127.0.0.1:${port}/try/${THE_SECRET}`, { headers: { accept: 'text/html' } })
  expect(response.status).toBe(500)
  expect(await response.text()).toContain('our side')
  expect(lines.map((line) => JSON.parse(line).event)).toContain('page-failed')
  expect(lines.join('')).not.toContain(THE_SECRET)
})
