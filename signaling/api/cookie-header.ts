/** The values of a Cookie header by name (RFC 6265, 4.2.1). Of several with one name the first counts. */
export function readCookies(header: string | undefined): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>()
  for (const pair of (header ?? '').split(';')) {
    const equals = pair.indexOf('=')
    const name = pair.slice(0, Math.max(0, equals)).trim()
    if (name !== '' && !cookies.has(name)) cookies.set(name, pair.slice(equals + 1).trim())
  }
  return cookies
}

/**
 * A Set-Cookie line. HttpOnly: no script may read it. Lax: an ordinary link into the site still finds the person signed in, another
 * site's POST does not. `maxAgeSeconds` null: gone when the browser closes.
 */
export function setCookie(
  name: string,
  value: string,
  options: { secure: boolean; maxAgeSeconds: number | null },
): string {
  const parts = [`${name}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Lax']
  if (options.maxAgeSeconds !== null) parts.push(`Max-Age=${options.maxAgeSeconds}`)
  if (options.secure) parts.push('Secure')
  return parts.join('; ')
}
