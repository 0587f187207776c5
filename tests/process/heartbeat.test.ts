import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createHeartbeat } from '../../signaling/heartbeat.ts'
import { type Server, startServer } from '../../signaling/server.ts'

const TERMS = { askAfterMs: 100, silentMs: 400 }
let server: Server | null = null
afterEach(async () => {
  await server?.close()
  server = null
})

/** A server whose hub says something to everybody all the time, and notes who is gone. */
async function serve() {
  const gone: number[] = []
  let connections = 0
  const started = await startServer({
    host: '127.0.0.1',
    port: 0,
    hub: {
      connected(connection) {
        connections += 1
        const name = connections
        const talk = setInterval(() => connection.send({ type: 'pong' }), 20)
        return {
          frame: () => undefined,
          closed() {
            clearInterval(talk)
            gone.push(name)
          },
        }
      },
    },
    http: async () => ({ status: 404, headers: {}, body: '' }),
    ownOrigins: ['http://localhost'],
    trustedProxies: [],
    log: () => undefined,
    heartbeat: TERMS,
  })
  if (!started.ok) throw new Error(started.why)
  server = started.server
  const open = async (autoPong: boolean) => {
    const socket = new WebSocket(`ws://127.0.0.1:${started.server.port}/signal`, {
      origin: 'http://localhost',
      autoPong,
    })
    await once(socket, 'open')
    return socket
  }
  return { gone, open }
}

test('[B1] who answers no question is found to be gone although much is said to them; who says nothing but answers stays', async () => {
  const { gone, open } = await serve()
  const quiet = await open(true)
  const dead = await open(false)
  const since = performance.now()
  await once(dead, 'close')
  expect(performance.now() - since).toBeGreaterThan(TERMS.silentMs - TERMS.askAfterMs)
  expect(gone).toEqual([2])
  await Promise.all([once(quiet, 'ping'), once(quiet, 'message')])
  expect(quiet.readyState).toBe(WebSocket.OPEN)
  quiet.terminate()
})

test('[B1] a process that slept takes nobody for gone before it has read what they said', async () => {
  let now = 0
  const heartbeat = createHeartbeat(TERMS, () => now)
  const said: string[] = []
  const pulse = { heardAt: 0, ask: () => void said.push('ask'), drop: () => void said.push('drop') }
  heartbeat.begin(pulse)
  now = 30_000
  await expect.poll(() => pulse.heardAt).toBe(30_000)
  expect(said).toEqual([])
  now += TERMS.askAfterMs
  await expect.poll(() => said).toContain('ask')
  heartbeat.stop()
})
