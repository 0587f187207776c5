import type { IncomingMessage } from 'node:http'

/** As signaling has it for its own door (signaling/http.ts). */
export const MAX_BODY_BYTES = 64 * 1024

/**
 * Reads a body whole, so that no half a request ever reaches a page or the API. `too-large` as soon as that is known, with the rest unread;
 * `cut-off` when the client went away.
 */
export function readBody(request: IncomingMessage, limit = MAX_BODY_BYTES): Promise<Buffer | 'too-large' | 'cut-off'> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return Promise.resolve('too-large')
  return new Promise((resolve) => {
    const parts: Buffer[] = []
    let bytes = 0
    const finish = (result: Buffer | 'too-large' | 'cut-off') => {
      request.off('data', onData)
      resolve(result)
    }
    const onData = (part: Buffer) => {
      bytes += part.length
      if (bytes > limit) finish('too-large')
      else parts.push(part)
    }
    request.on('data', onData)
    request.once('end', () => finish(Buffer.concat(parts)))
    request.once('error', () => finish('cut-off'))
    request.once('close', () => finish('cut-off'))
  })
}

const LINGER_MS = 1_000

/**
 * Throws away what still comes after a refusal, for a moment: closing at once would reset the connection, and the client would never read
 * the refusal (RFC 9112, 9.6).
 */
export function lingerThenClose(request: IncomingMessage): void {
  request.resume()
  const insist = setTimeout(() => request.destroy(), LINGER_MS)
  request.once('close', () => clearTimeout(insist))
}
