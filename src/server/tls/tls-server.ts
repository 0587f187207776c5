import type { RequestListener, ServerOptions } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { Socket } from 'node:net'
import type { SecureContextOptions } from 'node:tls'
import { lookAtFirstBytes } from './first-bytes.ts'
import type { Pair } from './pair.ts'
import { plainReply } from './plain-reply.ts'

const HANDSHAKE_WITHIN_MS = 10_000

/** https with this pair, and a word for whoever comes to its port by plain http. */
export function createTlsServer(
  pair: Pair,
  publicUrl: string,
  options: ServerOptions,
  answer: RequestListener,
): Server {
  const withinMs = options.headersTimeout ?? HANDSHAKE_WITHIN_MS
  const server = createServer({ ...options, ...contextOf(pair), handshakeTimeout: withinMs }, answer)
  // The server keeps all it does with its connections, the counting and the closing; it is only made to wait for the first bytes of each.
  const [beginTls] = server.listeners('connection')
  if (beginTls === undefined) throw new Error('A TLS server listens to its connections.')
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) =>
    lookAtFirstBytes(socket, withinMs, (speaks, first) => {
      if (speaks === 'tls') Reflect.apply(beginTls, server, [socket])
      else sayPlainly(socket, plainReply(first, publicUrl))
    }),
  )
  return server
}

/** From the next connection on; those that are open go on under the old one. */
export function takeOver(server: Server, pair: Pair): void {
  server.setSecureContext(contextOf(pair))
}

function contextOf({ cert, key }: Pair): SecureContextOptions {
  return { cert, key, minVersion: 'TLSv1.2' }
}

/** What still comes is thrown away for a moment: closing at once would reset the connection before the words are read (RFC 9112, 9.6). */
function sayPlainly(socket: Socket, reply: string): void {
  const insist = setTimeout(() => socket.destroy(), 1_000)
  socket.once('close', () => clearTimeout(insist))
  socket.on('error', () => socket.destroy())
  socket.resume()
  socket.end(reply)
}
