import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

/** A request as it arrived behind the web process. */
export interface Arrived {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface StandIn {
  readonly port: number
  /** Everything that came, in order; upgrades too, questions after its health not. */
  readonly arrived: Arrived[]
  /** What to answer from now on; 404 until set. */
  answer: (request: Arrived, response: ServerResponse) => void
  /** What to do with an upgrade from now on; a refusal until set. */
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  stop(): Promise<void>
}

/** In the place of signaling, where a test is about the web process alone. */
export async function standInForSignaling(): Promise<StandIn> {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    if (request.url === '/healthz') return void response.end()
    const came = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body }
    standIn.arrived.push(came)
    standIn.answer(came, response)
  })
  const upgraded = new Set<Duplex>()
  server.on('upgrade', (request, socket, head) => {
    upgraded.add(socket)
    socket.on('error', () => socket.destroy())
    standIn.arrived.push({ method: 'UPGRADE', url: request.url ?? '', headers: request.headers, body: '' })
    standIn.upgrade(request, socket, head)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const standIn: StandIn = {
    port,
    arrived: [],
    answer: (_request, response) => refusal(response, 404, 'not-found'),
    upgrade: (_request, socket) => socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n'),
    async stop() {
      server.closeAllConnections()
      for (const socket of upgraded) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return standIn
}

export function success(
  response: ServerResponse,
  data: unknown,
  headers: Record<string, string | string[]> = {},
): void {
  response.writeHead(200, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify({ success: true, data }))
}

export function refusal(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ success: false, error: { code, message: 'No.' } }))
}
