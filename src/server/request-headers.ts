/**
 * Which of a client's headers go on: not those that are about one connection alone (RFC 9110, 7.6.1), and none that claims to know who
 * is asking by which way. We write our own X-Forwarded-For.
 */
const LEFT_OUT = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'forwarded',
  'x-real-ip',
])

export function goesOn(name: string): boolean {
  const lower = name.toLowerCase()
  // uWebSockets.js leaves a request unanswered whose header names hold anything else, an underscore for one.
  if (!/^[a-z0-9-]+$/.test(lower)) return false
  return !LEFT_OUT.has(lower) && !lower.startsWith('x-forwarded-') && !lower.startsWith('proxy-')
}

/** Rewrites a request's headers in place, so that nothing behind this line can see a forged one. */
export function cleanHeaders(
  headers: Record<string, string | string[] | undefined>,
  truth: { host: string; address: string },
): void {
  for (const name of Object.keys(headers)) {
    if (name === 'forwarded' || name === 'x-real-ip' || name.startsWith('x-forwarded-')) delete headers[name]
  }
  headers['host'] = truth.host
  headers['x-forwarded-for'] = truth.address
}
