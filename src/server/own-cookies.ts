import { sessionCookieName, visitCookieName } from '../../signaling/contract/cookies.ts'

/** Of a Cookie header, the ones that open doors at the REST API: the staff session and the visits. The rest stays here. */
export function ownCookies(header: string, secure: boolean): string {
  const session = sessionCookieName(secure)
  const visit = visitCookieName(secure, '')
  return pairs(header)
    .filter(({ name }) => name === session || name.startsWith(visit))
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ')
}

export function carriesStaffSession(header: string, secure: boolean): boolean {
  return pairs(header).some(({ name }) => name === sessionCookieName(secure))
}

/** The value of one cookie, as it was written; the first of its name, which is the one with the longest path (RFC 6265, 5.4). */
export function cookieValue(header: string, wanted: string): string | null {
  return pairs(header).find(({ name }) => name === wanted)?.value ?? null
}

function pairs(header: string): { name: string; value: string }[] {
  return header.split(';').flatMap((part) => {
    const at = part.indexOf('=')
    return at < 1 ? [] : [{ name: part.slice(0, at).trim(), value: part.slice(at + 1).trim() }]
  })
}
