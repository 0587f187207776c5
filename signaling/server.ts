import uws, { type HttpRequest as UwsRequest, type us_listen_socket, type WebSocket } from 'uWebSockets.js'
import { createServer } from 'node:net'
import { clientAddress, type IsTrusted, trustedSenders } from './client-address.ts'
import { systemClock } from './clock.ts'
import { LIMITS } from './contract/limits.ts'
import { type ClosingReason, REASONS } from './contract/reasons.ts'
import { createHeartbeat, type HeartbeatTerms, type Pulse } from './heartbeat.ts'
import type { HttpHandler } from './http.ts'
import { exchange } from './http-exchange.ts'
import type { Log } from './log.ts'
import { type Random, systemRandom } from './random.ts'
import type { Connection, ConnectionEvents } from './rooms/connection.ts'

export interface ServerPorts {
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  readonly hub: { connected(connection: Connection): ConnectionEvents }
  readonly http: HttpHandler
  /** In lower case, as contract/origin.ts gives them. */
  readonly ownOrigins: readonly string[]
  readonly trustedProxies: readonly string[]
  readonly log: Log
  readonly random?: Pick<Random, 'errorId'>
  readonly heartbeat?: HeartbeatTerms
}

export interface Server {
  readonly port: number
  /** Takes nobody new, gives replies under way two seconds, then cuts what is left. */
  close(): Promise<void>
}

export type Started = { ok: true; server: Server } | { ok: false; why: 'in-use' | 'not-permitted' | 'no-such-address' }

/** What uWebSockets.js keeps with a socket. The library throws when a closed one is touched, so `open` is asked first. */
interface Kept {
  readonly address: string
  open: boolean
  events: ConnectionEvents | null
  pulse: Pulse | null
}

/** L2 is judged here at `frameBytes`; the library itself would cut a longer frame off without a word. */
const LONGEST_READ = 2 * LIMITS.frameBytes

/**
 * The door: HTTP to the API, `/signal` to the hub. Thin on purpose: whoever wants another WebSocket library rewrites this file alone.
 */
export async function startServer(ports: ServerPorts): Promise<Started> {
  const isTrusted = trustedSenders(ports.trustedProxies)
  const random = ports.random ?? systemRandom
  const heartbeat = createHeartbeat(ports.heartbeat ?? LIMITS, systemClock.elapsed)
  const app = uws.App()
  let repliesUnderWay = 0
  let allReplied: (() => void) | null = null

  app.ws<Kept>('/signal', {
    compression: uws.DISABLED,
    maxPayloadLength: LONGEST_READ,
    maxBackpressure: LIMITS.backpressureBytes,
    closeOnBackpressureLimit: 1,
    // Heartbeats are ours; this is for whoever they should miss.
    idleTimeout: 32,
    sendPingsAutomatically: false,
    // All of it at once: after any await both objects are memory somebody else may own.
    upgrade(response, request, context) {
      const origin = request.getHeader('origin').toLowerCase()
      const forwardedFor = request.getHeader('x-forwarded-for')
      const key = request.getHeader('sec-websocket-key')
      const extensions = request.getHeader('sec-websocket-extensions')
      const address = addressOf(response.getRemoteAddressAsText(), forwardedFor, isTrusted)
      if (!ports.ownOrigins.includes(origin)) {
        // A page of another site must not speak with a person's browser in our name (OWASP ASVS 5.0, 4.4.2).
        response.writeStatus('403 Forbidden').end('', true)
        return
      }
      const kept: Kept = { address, open: true, events: null, pulse: null }
      response.upgrade(kept, key, '', extensions, context)
    },
    open(socket) {
      const kept = socket.getUserData()
      kept.pulse = {
        heardAt: systemClock.elapsed(),
        ask: () => void socket.ping(),
        drop: () => socket.close(),
      }
      heartbeat.begin(kept.pulse)
      kept.events = ports.hub.connected(connectionOver(socket, kept))
    },
    pong: isThere,
    ping: isThere,
    message(socket, data, isBinary) {
      const kept = socket.getUserData()
      isThere(socket)
      try {
        if (data.byteLength > LIMITS.frameBytes) kept.events?.frame('too-large')
        else kept.events?.frame(isBinary ? 'binary' : { text: Buffer.from(data).toString('utf8') })
      } catch (error) {
        ports.log({ event: 'fault', errorId: random.errorId(), where: 'signal', error })
        if (kept.open) socket.end(REASONS['server-error'].close, 'server-error')
      }
    },
    close(socket) {
      const kept = socket.getUserData()
      kept.open = false
      if (kept.pulse !== null) heartbeat.end(kept.pulse)
      kept.events?.closed()
    },
  })

  app.any('/*', (response, request) => {
    const head = headOf(request)
    const address = addressOf(response.getRemoteAddressAsText(), head.headers['x-forwarded-for'] ?? '', isTrusted)
    repliesUnderWay += 1
    const done = () => {
      repliesUnderWay -= 1
      if (repliesUnderWay === 0) allReplied?.()
    }
    exchange(response, { ...head, address }, { http: ports.http, log: ports.log, random, done })
  })

  // The library shares a port with whoever asks and gives no reason when it gets none: ask the system first.
  const why = await whyNot(ports.host, ports.port)
  if (why !== null) return { ok: false, why }
  const listening = await new Promise<us_listen_socket | false>((resolve) => {
    app.listen(ports.host, ports.port, resolve)
  })
  if (listening === false) return { ok: false, why: 'in-use' }

  return {
    ok: true,
    server: {
      port: uws.us_socket_local_port(listening),
      async close() {
        uws.us_listen_socket_close(listening)
        heartbeat.stop()
        if (repliesUnderWay > 0) {
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, 2_000)
            allReplied = () => {
              clearTimeout(timer)
              resolve()
            }
          })
        }
        // The last reply may have been written from within the library's own reading, which sends it when it is done.
        await new Promise((resolve) => setImmediate(resolve))
        app.close()
      },
    },
  }
}

/** The hub's view of one socket. */
function connectionOver(socket: WebSocket<Kept>, kept: Kept): Connection {
  return {
    address: kept.address,
    send(message) {
      // 2: dropped, for more than `backpressureBytes` is waiting; the library cuts the socket.
      return kept.open && socket.send(JSON.stringify(message)) !== 2
    },
    close(reason: ClosingReason) {
      if (!kept.open) return
      // A close frame would queue behind everything this reader does not read.
      if (reason === 'slow-reader') socket.close()
      else socket.end(REASONS[reason].close, reason)
    },
  }
}

function isThere(socket: WebSocket<Kept>): void {
  const { pulse } = socket.getUserData()
  if (pulse !== null) pulse.heardAt = systemClock.elapsed()
}

function headOf(request: UwsRequest): {
  method: string
  path: string
  query: string
  headers: Readonly<Record<string, string>>
} {
  const headers: Record<string, string> = Object.create(null)
  request.forEach((name, value) => {
    const before = headers[name]
    headers[name] = before === undefined ? value : `${before}${name === 'cookie' ? '; ' : ', '}${value}`
  })
  return { method: request.getCaseSensitiveMethod(), path: request.getUrl(), query: request.getQuery(), headers }
}

function addressOf(peer: ArrayBuffer, forwardedFor: string, isTrusted: IsTrusted): string {
  return clientAddress(Buffer.from(peer).toString('latin1'), forwardedFor, isTrusted)
}

/** Null when this address and port can be had. */
function whyNot(host: string, port: number): Promise<Extract<Started, { ok: false }>['why'] | null> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve('in-use')
      else if (error.code === 'EACCES') resolve('not-permitted')
      else resolve('no-such-address')
    })
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(null)))
  })
}
