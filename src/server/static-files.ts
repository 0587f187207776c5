import type { IncomingMessage, ServerResponse } from 'node:http'
import sirv from 'sirv'

type Next = () => void

/**
 * The built assets, in their compressed form where the browser takes it. Those below `_astro` carry a hash of their content in their
 * names and never change.
 */
export function createStaticFiles(
  folder: string,
): (request: IncomingMessage, response: ServerResponse, next: Next) => void {
  const serve = sirv(folder, {
    brotli: true,
    gzip: true,
    etag: true,
    setHeaders: (response, path) => {
      const forEver = path.startsWith('/_astro/')
      response.setHeader('cache-control', forEver ? 'public, max-age=31536000, immutable' : 'public, max-age=86400')
    },
  })
  return (request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') serve(request, response, next)
    else next()
  }
}
