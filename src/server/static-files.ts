import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join, posix, sep } from 'node:path'

/** One built asset: its bytes, and the smaller ones the build has written beside it. */
interface Asset {
  readonly plain: Buffer
  readonly br: Buffer | null
  readonly gzip: Buffer | null
  readonly type: string
  /** A browser that opens it makes a document of it, in which scripts could run. */
  readonly isDocument: boolean
  readonly etag: string
  readonly cacheControl: string
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
}

/** Scripts and styles are half of what a call page loads, and a page's own policies are what rules them. */
const NO_DOCUMENTS: readonly string[] = [TYPES['.js'], TYPES['.css']].filter((type) => type !== undefined)

/** What means nothing on a reply that becomes no document (CSP 3, 2.4; Permissions Policy, 9.1; HTML, 7.1.3): 0.4 KB for each file otherwise. */
const OF_DOCUMENTS = [
  'content-security-policy',
  'permissions-policy',
  'cross-origin-opener-policy',
  'referrer-policy',
] as const

/**
 * Serves the built assets out of memory. There are few and they are small; nothing is opened while people wait, so a build under a running
 * server or a lack of file descriptors takes nothing away. True when the request was answered.
 */
export function createStaticFiles(
  folder: string,
): (path: string, request: IncomingMessage, response: ServerResponse) => boolean {
  const assets = readAssets(folder)
  return (path, request, response) => {
    const asset = assets.get(path)
    if (asset === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) return false
    if (!asset.isDocument) for (const name of OF_DOCUMENTS) response.removeHeader(name)
    response.setHeader('cache-control', asset.cacheControl)
    response.setHeader('etag', asset.etag)
    response.setHeader('vary', 'Accept-Encoding')
    if ((request.headers['if-none-match'] ?? '').includes(asset.etag)) {
      response.writeHead(304).end()
      return true
    }
    const { encoding, bytes } = smallest(asset, request.headers['accept-encoding'] ?? '')
    if (encoding !== null) response.setHeader('content-encoding', encoding)
    response.writeHead(200, { 'content-type': asset.type, 'content-length': bytes.length })
    response.end(request.method === 'HEAD' ? undefined : bytes)
    return true
  }
}

function smallest(asset: Asset, accepted: string): { encoding: 'br' | 'gzip' | null; bytes: Buffer } {
  if (asset.br !== null && takes(accepted, 'br')) return { encoding: 'br', bytes: asset.br }
  if (asset.gzip !== null && takes(accepted, 'gzip')) return { encoding: 'gzip', bytes: asset.gzip }
  return { encoding: null, bytes: asset.plain }
}

/** `br;q=0` is a no (RFC 9110, 12.5.3). */
function takes(accepted: string, encoding: string): boolean {
  return new RegExp(`(?:^|,)\\s*${encoding}\\s*(?:;\\s*q=(?!0(?:\\.0*)?\\s*(?:,|$))|,|$)`, 'i').test(accepted)
}

function readAssets(folder: string): ReadonlyMap<string, Asset> {
  const bytes = new Map<string, Buffer>()
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = join(folder, name)
    if (statSync(file).isFile()) bytes.set(`/${name.split(sep).join('/')}`, readFileSync(file))
  }
  const assets = new Map<string, Asset>()
  for (const [path, plain] of bytes) {
    if (/\.(br|gz)$/.test(path)) continue
    const type = TYPES[posix.extname(path)] ?? 'application/octet-stream'
    assets.set(path, {
      plain,
      br: bytes.get(`${path}.br`) ?? null,
      gzip: bytes.get(`${path}.gz`) ?? null,
      type,
      isDocument: !NO_DOCUMENTS.includes(type),
      // Weak: the compressed forms are the same asset in other bytes.
      etag: `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
      // What lies below `_astro` has a hash of its content in its name.
      cacheControl: path.startsWith('/_astro/') ? 'public, max-age=31536000, immutable' : 'public, max-age=86400',
    })
  }
  return assets
}
