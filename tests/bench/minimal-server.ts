import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'

export interface MinimalServer {
  readonly url: string
  stop(): Promise<void>
}

/** Serves a hand-written page and relays every message to the other pages: no checks, no limits, no rooms. */
export async function startMinimalServer(
  file = 'tests/bench/minimal-page.html',
  address = '127.0.0.1',
): Promise<MinimalServer> {
  const page = readFileSync(file)
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(page)
  })
  const sockets = new Set<WebSocket>()
  new WebSocketServer({ server }).on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('message', (data) => {
      for (const other of sockets) if (other !== socket) other.send(String(data))
    })
  })
  server.listen(0, address)
  await once(server, 'listening')
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('no port')
  return {
    url: `http://${address === '127.0.0.1' ? 'localhost' : address}:${bound.port}`,
    async stop() {
      for (const socket of sockets) socket.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
