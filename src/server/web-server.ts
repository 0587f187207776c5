import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { BlockList, Socket } from 'node:net'
import { constants } from 'node:zlib'
import compression from 'compression'
import { isForeign, ownOrigins } from '../../signaling/contract/origin.ts'
import { clientAddress } from './forwarded-address.ts'
import { handOn, isSignalings, type SignalingPlace } from './hand-on.ts'
import { headersFor } from './headers.ts'
import { answerHealth } from './health.ts'
import type { HttpsPromise } from './https-promise.ts'
import { type Log, placeOf } from './log.ts'
import type { OpenServer, WebListener } from './open-server.ts'
import { rawRefusal, refuse, refuseSocket } from './refusal-reply.ts'
import { lingerThenClose, readBody } from './request-body.ts'
import { cleanHeaders } from './request-headers.ts'
import { createSignalPipe, type SignalPipe } from './signal-pipe.ts'
import { createStaticFiles } from './static-files.ts'
import { AUTHORITY_PATH, answerAuthority } from './tls/authority.ts'

/** Draws a page; Astro's handler is one. Without a third argument it answers unknown addresses itself. */
export type Render = (request: IncomingMessage, response: ServerResponse) => Promise<void>

export interface WebServerPorts {
  readonly publicUrl: string
  readonly httpsPromise: HttpsPromise
  /** http unless told. */
  readonly openServer?: OpenServer
  /** The certificate of the clinic's own authority, to be handed out (DER). */
  readonly authority?: Buffer | null
  readonly signaling: SignalingPlace
  readonly signalingBase: string
  readonly trustedProxies: BlockList
  readonly clientFolder: string
  readonly render: Render
  readonly log: Log
  readonly isStopping: () => boolean
  /** How long a client may take to send its headers. */
  readonly headersWithinMs?: number
}

/** The one address of the product: what is signaling's is handed on, files are served, everything else is a page. */
export function createWebServer(ports: WebServerPorts): { server: WebListener; pipe: SignalPipe } {
  const { publicUrl, httpsPromise, signaling, log, openServer = createServer, authority = null } = ports
  const host = new URL(publicUrl).host
  const own = ownOrigins(publicUrl)
  const serveFile = createStaticFiles(ports.clientFolder)
  const compress = compressed()
  const pipe = createSignalPipe(signaling, (path) => headersFor(path, httpsPromise))

  // Slow or endless headers get 408 and 431 from Node itself, through clientError below.
  const { headersWithinMs = 10_000 } = ports
  const limits = {
    headersTimeout: headersWithinMs,
    requestTimeout: 3 * headersWithinMs,
    connectionsCheckingInterval: headersWithinMs / 5,
    maxHeaderSize: 8_192,
  }
  const server = openServer({ ...limits, noDelay: true }, (request, response) => {
    answer(request, response).catch((fault: unknown) => {
      log.error('request-failed', placeOf(fault))
      refuse(request, response, 'server-error')
    })
  })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    vouch(request)
    const isSocket = request.method === 'GET' && request.headers.upgrade?.toLowerCase() === 'websocket'
    if (isSocket && pathOf(request) === '/signal' && !hasBody(request)) pipe.connect(request, socket, head)
    else refuseSocket(socket, rawRefusal(404, headersFor('/', httpsPromise)))
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET') return void socket.destroy()
    refuseSocket(socket, rawRefusal(statusOf(error.code), headersFor('/', httpsPromise)))
  })
  return { server, pipe }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = pathOf(request)
    for (const [name, value] of Object.entries(headersFor(path ?? '', httpsPromise))) response.setHeader(name, value)
    if (path === null) return refuse(request, response, 'bad-request')
    if (path === '/healthz') return answerHealth('healthz', ports.signalingBase, ports.isStopping(), response)
    if (path === '/readyz') return answerHealth('readyz', ports.signalingBase, ports.isStopping(), response)
    if (path === AUTHORITY_PATH && authority !== null) return answerAuthority(authority, request, response)
    vouch(request)

    const { origin, 'sec-fetch-site': secFetchSite } = request.headers
    const method = request.method ?? 'GET'
    const isSafe = method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
    if (!isSafe && isForeign({ origin, secFetchSite: one(secFetchSite) }, own)) {
      refuse(request, response, 'foreign-origin')
      return lingerThenClose(request)
    }
    const signalings = isSignalings(path)
    if (!signalings && !['GET', 'HEAD', 'POST'].includes(method)) {
      refuse(request, response, 'method-not-allowed')
      return lingerThenClose(request)
    }
    const body = await readBody(request)
    if (body === 'cut-off') return
    if (body === 'too-large') {
      refuse(request, response, 'too-large')
      return lingerThenClose(request)
    }
    if (signalings) return handOn(signaling, request, body, response)
    if (serveFile(path, request, response)) return
    compress(request, response, () => {
      // Astro takes a body that was read already from here, and reads from the request otherwise.
      if (method === 'POST') Object.assign(request, { body })
      ports.render(request, response).catch((fault: unknown) => {
        log.error('page-failed', placeOf(fault))
        refuse(request, response, 'server-error')
      })
    })
  }

  /** From here on the request says only what is true about its sender and about us. */
  function vouch(request: IncomingMessage): void {
    const forwardedFor = one(request.headers['x-forwarded-for'])
    const address = clientAddress(request.socket.remoteAddress, forwardedFor, ports.trustedProxies)
    cleanHeaders(request.headers, { host, address })
  }
}

/** The path as it was written; null for what is not a path of ours (`*`, `http://…`, and `//host`, which reads as another host). */
function pathOf(request: IncomingMessage): string | null {
  const target = request.url ?? ''
  return /^\/(?![/\\])/.test(target) ? (target.split('?', 1)[0] ?? null) : null
}

function hasBody(request: IncomingMessage): boolean {
  return request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined
}

function statusOf(code: string | undefined): number {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408
  return code === 'HPE_HEADER_OVERFLOW' ? 431 : 400
}

function one(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0]
}

type Around = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

function compressed(): Around {
  const options = { threshold: 256, brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } } }
  // Its types are Express's; of Express's requests and responses it uses what Node's have (its own documentation shows both).
  return compression(options) as unknown as Around
}
