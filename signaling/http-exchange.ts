import { STATUS_CODES } from 'node:http'
import { type HttpHandler, type HttpReply, type HttpRequest, MAX_BODY_BYTES } from './http.ts'
import type { Log } from './log.ts'
import type { Random } from './random.ts'

/** The part of uWebSockets.js's HttpResponse that answering takes. None of it may be touched after an abort. */
export interface Answering {
  onAborted(handler: () => void): unknown
  onData(handler: (chunk: ArrayBuffer, isLast: boolean) => void): unknown
  cork(write: () => void): unknown
  writeStatus(status: string): unknown
  writeHeader(name: string, value: string): unknown
  end(body?: string, closeConnection?: boolean): unknown
  endWithoutBody(reportedLength?: number, closeConnection?: boolean): unknown
}

export interface ExchangePorts {
  readonly http: HttpHandler
  readonly log: Log
  readonly random: Pick<Random, 'errorId'>
  /** Called once, when the exchange is over, whichever way. */
  readonly done: () => void
}

/** Collects the body, has the handler answer, writes the reply: once, and never to a client that is gone. */
export function exchange(response: Answering, head: Omit<HttpRequest, 'body'>, ports: ExchangePorts): void {
  let over = false
  const finish = () => {
    if (over) return false
    over = true
    ports.done()
    return true
  }
  response.onAborted(finish)
  collectBody(response, (body) => {
    if (over) return
    // What did not fit is still on its way: the connection is of no use for another request.
    const closeAfter = body === 'too-large'
    void answer({ ...head, body }, ports).then((reply) => {
      if (finish()) response.cork(() => write(response, reply, head.method, closeAfter))
    })
  })
}

function collectBody(response: Answering, whole: (body: HttpRequest['body']) => void): void {
  const parts: Buffer[] = []
  let size = 0
  let told = false
  response.onData((chunk, isLast) => {
    if (told) return
    size += chunk.byteLength
    if (size > MAX_BODY_BYTES) {
      told = true
      parts.length = 0
      whole('too-large')
      return
    }
    // Copied, because the chunk's memory is taken back on return.
    if (chunk.byteLength > 0) parts.push(Buffer.from(chunk.slice(0)))
    if (!isLast) return
    told = true
    whole(Buffer.concat(parts))
  })
}

async function answer(request: HttpRequest, ports: ExchangePorts): Promise<HttpReply> {
  try {
    const reply = await ports.http(request)
    for (const [name, value] of headerLines(reply)) {
      if (/[\r\n\0]/.test(name + value)) throw new Error('A header of a reply has a line break in it.')
    }
    return reply
  } catch (error) {
    const errorId = ports.random.errorId()
    ports.log({ event: 'fault', errorId, where: 'http', error })
    return {
      status: 500,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: `Something broke: ${errorId}\n`,
    }
  }
}

function write(response: Answering, reply: HttpReply, method: string, closeAfter: boolean): void {
  response.writeStatus(`${reply.status} ${STATUS_CODES[reply.status] ?? ''}`.trim())
  for (const [name, value] of headerLines(reply)) {
    if (name.toLowerCase() !== 'content-length') response.writeHeader(name, value)
  }
  if (method === 'HEAD') response.endWithoutBody(Buffer.byteLength(reply.body), closeAfter)
  else response.end(reply.body, closeAfter)
}

function* headerLines(reply: HttpReply): Generator<[string, string]> {
  for (const [name, value] of Object.entries(reply.headers)) {
    if (typeof value === 'string') yield [name, value]
    else for (const one of value) yield [name, one]
  }
}
