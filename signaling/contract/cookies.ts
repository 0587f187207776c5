/**
 * Names of the cookies. Over TLS they carry the `__Host-` prefix, which pins them to this host, path `/` and Secure (RFC 6265bis).
 * A visit cookie is named by its meeting, so that one browser can hold a part in several.
 */
export function sessionCookieName(secure: boolean): string {
  return secure ? '__Host-session' : 'session'
}

export function visitCookieName(secure: boolean, roomId: string): string {
  return `${secure ? '__Host-' : ''}visit-${roomId}`
}
