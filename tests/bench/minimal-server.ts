import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'

/** Serves the hand-written page and relays every message to the other pages: no checks, no limits, no rooms. */
export async function startMinimalServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const page = readFileSync('tests/bench/minimal-page.html')
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
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://localhost:${address.port}`,
    async stop() {
      for (const socket of sockets) socket.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
