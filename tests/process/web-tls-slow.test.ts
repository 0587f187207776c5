import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPair } from '../../src/server/tls/pair.ts'
import { createTlsServer } from '../../src/server/tls/tls-server.ts'
import { type WrittenPair, writePair } from '../support/certificates.ts'
import { rawConnection } from '../support/raw-http.ts'
import { askTls } from '../support/tls-client.ts'

/** The https port with its patience cut short, in this process: nobody holds a connection open by saying nothing. */

let folder: string
let files: WrittenPair
let server: Server
let port: number

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bedside-tls-'))
  files = await writePair(folder)
  const read = readPair(files, Date.now())
  if (!read.ok) throw new Error(read.why)
  server = createTlsServer(read.pair, 'https://localhost', { headersTimeout: 100 }, (_, response) =>
    response.end('here'),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})

afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true })
})

describe('a connection is cut off', () => {
  test('that says nothing at all', async () => {
    expect(await rawConnection(port, '').reply).toBe('')
  })

  test('that begins a handshake and never goes on', async () => {
    expect(await rawConnection(port, '\u0016\u0003\u0001').reply).not.toContain('HTTP')
  })

  test('that begins plain http and never ends its first line', async () => {
    expect(await rawConnection(port, 'GET /').reply).toBe('')
  })

  test('whose first line has no end', async () => {
    expect(await rawConnection(port, `GET /${'a'.repeat(8_192)}`).reply).toMatch(/^HTTP\/1\.1 400 /)
  })
})

test('whoever goes away in the middle of it all takes nothing along', async () => {
  const firsts = ['', 'G', 'GET / HTTP/1.1\r\n', '\u0016', '\u0016\u0003\u0001\u0002\u0000']
  await Promise.all(
    firsts.map(async (first) => {
      const socket = connect(port, '127.0.0.1')
      await once(socket, 'connect')
      socket.write(first, 'latin1')
      socket.resetAndDestroy()
      await once(socket, 'close')
    }),
  )
  expect((await askTls(port, '/', files)).text).toBe('here')
  await expect.poll(() => new Promise((resolve) => server.getConnections((_, count) => resolve(count)))).toBe(0)
})
