import { createHash } from 'node:crypto'
import type { HttpsPromise } from './https-promise.ts'

/**
 * What every reply carries, whoever made it: pages, files, handed-on replies of the API, refusals. Pages of Astro put their own content
 * policy, with the hashes of their scripts, in the place of this one (astro.config.mjs).
 */
export function headersFor(path: string, httpsPromise: HttpsPromise): Readonly<Record<string, string>> {
  const common = {
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'permissions-policy': permissions(featuresOf(path)),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  }
  if (httpsPromise === 'unsaid') return common
  return { ...common, 'strict-transport-security': 'max-age=63072000; includeSubDomains' }
}

const FOR_A_TEST = ['camera', 'microphone', 'autoplay'] as const
const FOR_A_CALL = [...FOR_A_TEST, 'display-capture', 'screen-wake-lock'] as const

/**
 * What the page there may use of a device. Only the raw path counts: a page that is reached by an oddly written one goes without camera,
 * never the other way round.
 */
function featuresOf(path: string): readonly string[] {
  if (/^\/call\/[0-9a-z]+\/?$/.test(path)) return FOR_A_CALL
  return /^\/test\/?$/.test(path) ? FOR_A_TEST : []
}

/** Features that every browser with the header knows: Chromium reports a name it does not know on the console. */
function permissions(allowed: readonly string[]): string {
  const forDevices = ['camera', 'microphone', 'display-capture', 'screen-wake-lock', 'autoplay']
  const never = ['geolocation', 'payment', 'usb', 'serial', 'midi', 'hid']
  return [...forDevices, ...never].map((one) => `${one}=${allowed.includes(one) ? '(self)' : '()'}`).join(', ')
}

/**
 * The policy with the hashes of what stands in this page alone: Astro names every script and style that it might write into any. What is left
 * out is 0.4 KB on every page, and one thing less that could run there.
 */
export function forWhatIsThere(policy: string, html: string): string {
  const there = new Set([...html.matchAll(INLINE)].map(([, text = '']) => `'sha256-${sha256(text)}'`))
  return policy.replace(/ 'sha256-[A-Za-z0-9+/=]+'/g, (hash) => (there.has(hash.trim()) ? hash : ''))
}

const INLINE = /<(?:script|style)\b[^>]*>([\s\S]*?)<\/(?:script|style)>/g

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}

/** Safari before 15.4 does not count `ws:` and `wss:` of the same host as 'self' (WebKit bug 201591). Doing it again changes nothing. */
export function withSocketAddress(policy: string, publicUrl: string): string {
  return policy.replace(/connect-src 'self'(?=;|$)/, `connect-src 'self' ${publicUrl.replace(/^http/, 'ws')}`)
}
