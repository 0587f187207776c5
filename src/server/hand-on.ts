import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import { refuse } from './refusal-reply.ts'
import { goesOn } from './request-headers.ts'

/** Where the signaling process listens. */
export interface SignalingPlace {
  readonly host: string
  readonly port: number
}

/** The paths that are signaling's. Only the path as it was written counts: an oddly encoded one is nobody's. */
export function isSignalings(path: string): boolean {
  return path === '/create-meeting' || path === '/openapi.json' || path.startsWith('/api/')
}

const ANSWER_WITHIN_MS = 10_000

/** Hands a request on to the REST API and streams the answer back. `body` has been read and measured. */
export function handOn(
  signaling: SignalingPlace,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): void {
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => goesOn(name)))
  headers['x-forwarded-for'] = request.headers['x-forwarded-for']
  delete headers['content-length']
  if (request.method !== 'GET' && request.method !== 'HEAD') headers['content-length'] = String(body.length)

  // A connection of its own for each: one that is kept may be closed by the other side just as a POST goes out on it.
  const onward = ask({
    ...signaling,
    agent: false,
    method: request.method,
    path: request.url,
    headers,
    timeout: ANSWER_WITHIN_MS,
  })
  onward.once('response', (answer) => {
    // From here on the client's own pace counts: a long file over a slow line is no answer that fails to come.
    onward.setTimeout(0)
    for (const [name, value] of Object.entries(answer.headers)) {
      if (value !== undefined && goesOn(name)) response.setHeader(name, value)
    }
    response.writeHead(answer.statusCode ?? 500)
    answer.pipe(response)
    answer.once('error', () => response.destroy())
  })
  onward.once('timeout', () => onward.destroy(new Error('no answer in time')))
  onward.once('error', () => refuse(request, response, 'signaling-away'))
  response.once('close', () => onward.destroy())
  onward.end(body)
}
