import { request as ask, type ClientRequest, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { SignalingPlace } from './hand-on.ts'
import { rawRefusal, refuseSocket } from './refusal-reply.ts'
import { goesOn } from './request-headers.ts'

export interface SignalPipe {
  /** Takes an upgrade of `/signal` over. `head` is what the client has sent beyond its headers. */
  connect(request: IncomingMessage, client: Duplex, head: Buffer): void
  /** How many are open. */
  readonly size: number
  closeAll(): void
}

const HANDSHAKE_WITHIN_MS = 5_000

/**
 * Hands WebSockets on to signaling: after its 101, bytes go both ways untouched. Before it, nothing that the client sends goes on: if
 * signaling refused and kept the connection, the client could speak to it past our checks (request smuggling by a failed upgrade).
 */
export function createSignalPipe(
  signaling: SignalingPlace,
  headersFor: (path: string) => Readonly<Record<string, string>>,
): SignalPipe {
  const clients = new Set<Duplex>()

  return {
    connect(request, client, head) {
      clients.add(client)
      client.once('close', () => clients.delete(client))
      const onward = askToUpgrade(signaling, request)
      // A client that goes away before the 101 is told to us by its socket alone.
      client.once('error', () => onward.destroy())
      client.once('close', () => onward.destroy())
      onward.once('upgrade', (answer, server, serverHead) => {
        onward.setTimeout(0)
        client.write(`HTTP/1.1 101 Switching Protocols\r\n${headerLines(answer.rawHeaders)}\r\n`)
        if (serverHead.length > 0) client.write(serverHead)
        if (head.length > 0) server.write(head)
        join(client, server)
      })
      onward.once('response', (answer) => {
        answer.resume()
        refuseSocket(client, rawRefusal(answer.statusCode ?? 502, headersFor('/signal')))
      })
      onward.once('timeout', () => onward.destroy(new Error('no answer in time')))
      onward.once('error', () =>
        refuseSocket(client, rawRefusal(503, { ...headersFor('/signal'), 'retry-after': '2' })),
      )
      onward.end()
    },
    get size() {
      return clients.size
    },
    closeAll() {
      for (const client of clients) client.destroy()
    },
  }
}

function askToUpgrade(signaling: SignalingPlace, request: IncomingMessage): ClientRequest {
  const headers = Object.fromEntries(
    // No cookie: what opens the socket is its first message, and what is not needed is not handed on.
    Object.entries(request.headers).filter(([name]) => goesOn(name) && name !== 'cookie'),
  )
  return ask({
    ...signaling,
    agent: false,
    path: request.url,
    timeout: HANDSHAKE_WITHIN_MS,
    headers: {
      ...headers,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'x-forwarded-for': request.headers['x-forwarded-for'],
    },
  })
}

/** Both directions until both are done; when one side breaks, the other is let finish what was said to it and closed. */
function join(client: Duplex, server: Socket): void {
  client.pipe(server)
  server.pipe(client)
  server.setNoDelay(true)
  for (const [one, other] of [
    [client, server],
    [server, client],
  ] as const) {
    one.once('error', () => other.destroy())
    one.once('close', () => other.end())
    one.once('end', () => other.end())
  }
}

function headerLines(rawHeaders: readonly string[]): string {
  let lines = ''
  for (let at = 0; at < rawHeaders.length; at += 2) lines += `${rawHeaders[at]}: ${rawHeaders[at + 1]}\r\n`
  return lines
}
