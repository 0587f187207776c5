/**
 * The session id of a description's origin line (RFC 8866, 5.2): every connection has its own, so another one means that the other
 * end is another connection now, with other keys, however alike the rest looks.
 */
export function sdpSession(sdp: string): string {
  return /^o=\S+ (\d+)/m.exec(sdp)?.[1] ?? ''
}
