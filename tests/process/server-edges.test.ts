import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningSignaling, startSignaling } from '../support/processes.ts'
import { rawConnection } from '../support/raw-http.ts'
import { OWN_ORIGIN } from '../support/signaling-client.ts'

let signaling: RunningSignaling
beforeAll(async () => {
  signaling = await startSignaling()
})
afterAll(() => signaling.stop())

const alive = async () => (await fetch(`${signaling.url}/healthz`)).status

const HANDSHAKE =
  `GET /signal HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nOrigin: ${OWN_ORIGIN}\r\n` +
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n'
const POST =
  'POST /api/redeem HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 40\r\n\r\n' +
  '{"code":"0000","name":"A","consentVersion'

describe('a connection cut at every byte', () => {
  test.each([
    ['of the handshake', HANDSHAKE],
    ['of a POST', POST],
  ])('%s leaves the process as it was', async (_, text) => {
    const cuts = Array.from({ length: text.length }, (_, index) => index + 1)
    await Promise.all(
      cuts.map(
        (length) =>
          new Promise<void>((gone) => {
            const { socket } = rawConnection(signaling.port, text.slice(0, length))
            socket.once('close', () => gone())
            socket.end(() => socket.destroy())
          }),
      ),
    )
    expect(await alive()).toBe(200)
  })
})

test('a client that is gone before its answer is ready harms nobody', async () => {
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      const gone = new AbortController()
      const asked = fetch(`${signaling.url}/api/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ signInName: 'nobody', password: 'a password of no one' }),
        signal: gone.signal,
      })
      const { socket } = rawConnection(signaling.port, POST)
      socket.destroy()
      gone.abort()
      await expect(asked).rejects.toThrow('abort')
    }),
  )
  expect(await alive()).toBe(200)
})
