/**
 * The origins pages may come from: PUBLIC_URL's, and where that is this machine itself, its other names too.
 * `publicUrl` is an http or https address without a path.
 */
export function ownOrigins(publicUrl: string): readonly string[] {
  const match = /^(https?):\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.exec(publicUrl)
  if (!match) return [publicUrl.toLowerCase().replace(/^(http:.*):80$|^(https:.*):443$/, '$1$2')]
  return ['localhost', '127.0.0.1', '[::1]'].map((host) => `${match[1]?.toLowerCase()}://${host}${match[3] ?? ''}`)
}

/**
 * Does an unsafe request come from another site's page? Browsers say so themselves (Fetch Metadata); the ones that do not yet
 * send Origin with each POST. A request with neither is no browser's, so there are no ambient cookies to misuse.
 * The same rules as Go's http.CrossOriginProtection; OWASP ASVS 5.0, 3.5.
 */
export function isForeign(
  headers: { origin: string | undefined; secFetchSite: string | undefined },
  own: readonly string[],
): boolean {
  if (headers.secFetchSite === 'same-origin' || headers.secFetchSite === 'none') return false
  if (headers.origin === undefined) return headers.secFetchSite !== undefined
  return !own.includes(headers.origin.toLowerCase())
}
