import { once } from 'node:events'
import type { IncomingHttpHeaders } from 'node:http'
import { Agent, type AgentOptions, request as ask } from 'node:https'
import { type ConnectionOptions, connect } from 'node:tls'

export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** One request by https, over a connection that trusts this authority alone. */
export async function askTls(
  port: number,
  path: string,
  { ca, host = 'localhost', agent = new Agent({ ca }), ...init }: Asked,
): Promise<Reply> {
  const request = ask({
    host,
    port,
    path,
    agent,
    method: init.method ?? 'GET',
    headers: init.headers ?? {},
  })
  request.end(init.body)
  const [response] = await once(request, 'response')
  let text = ''
  for await (const part of response.setEncoding('utf8')) text += part
  return { status: response.statusCode, headers: response.headers, text }
}

interface Asked {
  readonly ca: NonNullable<AgentOptions['ca']>
  /** localhost unless told. */
  readonly host?: string
  readonly agent?: Agent
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

/** Shakes hands and goes away again: which certificate and protocol it was, or the error's code. */
export function shakeHands(port: number, options: ConnectionOptions = {}): Promise<Handshake> {
  return new Promise((resolve) => {
    const socket = connect({ host: 'localhost', port, rejectUnauthorized: false, ...options })
    socket.once('secureConnect', () => {
      const { fingerprint256 } = socket.getPeerCertificate()
      resolve({ protocol: socket.getProtocol() ?? '', fingerprint: fingerprint256 })
      socket.destroy()
    })
    socket.once('error', (error: NodeJS.ErrnoException) => resolve({ refused: error.code ?? error.message }))
  })
}

export type Handshake = { protocol: string; fingerprint: string } | { refused: string }
