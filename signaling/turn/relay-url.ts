/** How a browser speaks to a STUN or TURN server. `dtls` exists in the standard and in no browser. */
export type RelayTransport = 'udp' | 'tcp' | 'tls' | 'dtls'

/** A `stun:`, `stuns:`, `turn:` or `turns:` URL taken apart. */
export interface RelayUrl {
  readonly url: string
  readonly kind: 'stun' | 'turn'
  /** Without the brackets of an IPv6 address. */
  readonly host: string
  readonly port: number
  readonly transport: RelayTransport
}

const ORDER: readonly RelayTransport[] = ['udp', 'tcp', 'tls', 'dtls']
const PLAIN_PORT = 3478
const TLS_PORT = 5349

/** RFC 7064 and 7065; null for what a browser would throw at. */
export function readRelayUrl(url: string): RelayUrl | null {
  const parts = /^(stun|turn)(s?):(\[[0-9a-f:.]+\]|[^:?[\]/@\s]+)(?::(\d{1,5}))?(?:\?transport=(udp|tcp))?$/i.exec(url)
  const [, scheme, secure, host, port, asked] = parts ?? []
  if (scheme === undefined || host === undefined) return null
  const kind = scheme.toLowerCase() === 'turn' ? 'turn' : 'stun'
  const isSecure = secure !== ''
  const over = asked?.toLowerCase() ?? (isSecure ? 'tcp' : 'udp')
  const number = port === undefined ? (isSecure ? TLS_PORT : PLAIN_PORT) : Number(port)
  if (number < 1 || number > 65_535 || (kind === 'stun' && asked !== undefined)) return null
  const transport = over === 'udp' ? (isSecure ? 'dtls' : 'udp') : isSecure ? 'tls' : 'tcp'
  return { url, kind, host: host.replace(/^\[|\]$/g, ''), port: number, transport }
}

/**
 * UDP, then TCP, then TLS, however they were written down: each is slower and gets through more than the one before, and browsers that
 * stop at the first few should stop at the quick ones. Within one kind the order stays.
 */
export function quickestFirst(urls: readonly string[]): string[] {
  const rank = (url: string) => {
    const read = readRelayUrl(url)
    return read === null ? ORDER.length : ORDER.indexOf(read.transport)
  }
  return [...urls].sort((one, other) => rank(one) - rank(other))
}
