import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { ApiErrorCode } from '../../signaling/contract/api-errors.ts'

/** What the web process itself refuses, before any page or the API is asked. */
export const REFUSALS = {
  'bad-request': { status: 400, code: 'invalid-input', sentence: 'This address cannot be read.' },
  'foreign-origin': {
    status: 403,
    code: 'foreign-origin',
    sentence: 'This was sent from another site and was refused. Please go back to the clinic’s own page and try again.',
  },
  'method-not-allowed': { status: 405, code: 'method-not-allowed', sentence: 'This address cannot be used that way.' },
  'too-large': { status: 413, code: 'too-large', sentence: 'That was too much at once. Please send less.' },
  'signaling-away': {
    status: 503,
    code: 'store-unavailable',
    sentence: 'Visits are not available right now. Please try again in a moment.',
  },
  'server-error': {
    status: 500,
    code: 'server-error',
    sentence: 'Something went wrong on our side. Please try again.',
  },
} as const satisfies Record<string, { status: number; code: ApiErrorCode; sentence: string }>
export type RefusalKind = keyof typeof REFUSALS

/** JSON as the API would say it to programs, one plain page to people. The common headers are on the response already. */
export function refuse(request: IncomingMessage, response: ServerResponse, kind: RefusalKind): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const { status, code, sentence } = REFUSALS[kind]
  if (kind === 'too-large') response.setHeader('connection', 'close')
  if (kind === 'method-not-allowed') response.setHeader('allow', 'GET, HEAD, POST')
  if (status === 503) response.setHeader('retry-after', '5')
  const asPage = (request.headers.accept ?? '').includes('text/html')
  const body = asPage ? page(status, sentence) : JSON.stringify({ success: false, error: { code, message: sentence } })
  response.writeHead(status, {
    'content-type': asPage ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** The same, for sockets that have no response object: `headers` are the common ones. */
export function rawRefusal(status: number, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ ...headers, connection: 'close', 'content-length': '0' })
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${head}\r\n`
}

/** Says a raw refusal on a socket that Node has handed over, and closes it: nobody else will. */
export function refuseSocket(socket: Duplex, reply: string): void {
  if (!socket.writable) return void socket.destroy()
  socket.resume()
  socket.end(reply, () => socket.destroy())
}

function page(status: number, sentence: string): string {
  return (
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
    `<meta name="color-scheme" content="light dark"><title>${STATUS_CODES[status]}</title>` +
    `<main><h1>${sentence}</h1><p><a href="/">To the first page</a></p></main></html>`
  )
}
