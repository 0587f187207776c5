import { STATUS_CODES } from 'node:http'
import { StoreUnavailable } from '../db/port.ts'
import { type HttpHandler, type HttpReply, type HttpRequest, MAX_BODY_BYTES } from './http.ts'
import { type Streaming, streamBody } from './http-stream.ts'
import type { Log } from './log.ts'
import type { Random } from './random.ts'

/** The part of uWebSockets.js's HttpResponse that answering takes. None of it may be touched after an abort. */
export interface Answering extends Streaming {
  onAborted(handler: () => void): unknown
  onData(handler: (chunk: ArrayBuffer, isLast: boolean) => void): unknown
  writeStatus(status: string): unknown
  writeHeader(name: string, value: string): unknown
  end(body?: string, closeConnection?: boolean): unknown
  /** What was written is read; true: nothing of ours failed. */
  onWritable(handler: () => boolean): unknown
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
  let wake: () => void = () => undefined
  const finish = () => {
    if (over) return false
    over = true
    ports.done()
    wake()
    return true
  }
  response.onAborted(finish)
  collectBody(response, (body) => {
    if (over) return
    // What did not fit is still on its way: the connection is of no use for another request.
    const closeAfter = body === 'too-large'
    void answer({ ...head, body }, ports).then((reply) => {
      const { body: parts } = reply
      if (typeof parts === 'string') {
        if (finish()) response.cork(() => write(response, { ...reply, body: parts }, head.method, closeAfter))
        return
      }
      if (over) return
      response.onWritable(() => {
        wake()
        return true
      })
      response.cork(() => writeHead(response, reply))
      void streamBody(response, parts, {
        isOver: () => over,
        hasRead: () =>
          new Promise((resolve) => {
            wake = resolve
          }),
        finish,
        failed: (error) => sayWhy(error, ports),
      })
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

function sayWhy(error: unknown, { log, random }: ExchangePorts): void {
  if (error instanceof StoreUnavailable) log({ event: 'store-unavailable', why: error.why })
  else log({ event: 'fault', errorId: random.errorId(), where: 'http', error })
}

function writeHead(response: Answering, reply: HttpReply): void {
  response.writeStatus(`${reply.status} ${STATUS_CODES[reply.status] ?? ''}`.trim())
  for (const [name, value] of headerLines(reply)) {
    if (name.toLowerCase() !== 'content-length') response.writeHeader(name, value)
  }
}

function write(
  response: Answering,
  reply: HttpReply & { readonly body: string },
  method: string,
  closeAfter: boolean,
): void {
  writeHead(response, reply)
  if (method === 'HEAD') response.endWithoutBody(Buffer.byteLength(reply.body), closeAfter)
  else response.end(reply.body, closeAfter)
}

function* headerLines(reply: HttpReply): Generator<[string, string]> {
  for (const [name, value] of Object.entries(reply.headers)) {
    if (typeof value === 'string') yield [name, value]
    else for (const one of value) yield [name, one]
  }
}
