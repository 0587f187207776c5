import type { IceServer } from '../../../signaling/contract/server-messages.ts'
import { RELAY_WAYS, type RelayWay } from '../core/network-verdict.ts'

/** What there is to try: STUN, and of each way to the relay the first. */
export interface IceWays {
  readonly stun: RTCIceServer | null
  readonly relay: ReadonlyMap<RelayWay, RTCIceServer>
}

export const NO_WAYS: IceWays = { stun: null, relay: new Map() }

/** Sorts the servers the clinic named. What is none is left out: RTCPeerConnection itself judges the rest. */
export function iceWays(data: unknown): IceWays {
  const servers = field(data, 'iceServers')
  if (!Array.isArray(servers)) return NO_WAYS
  const known = servers.filter(isIceServer)
  const stun = known.flatMap(({ urls }) => urls.filter((url) => /^stuns?:/.test(url)))
  const relay = new Map<RelayWay, RTCIceServer>()
  for (const way of RELAY_WAYS) {
    for (const { urls, ...credential } of known) {
      const url = urls.find((one) => wayOf(one) === way)
      if (url !== undefined && !relay.has(way)) relay.set(way, { ...credential, urls: [url] })
    }
  }
  return { stun: stun.length > 0 ? { urls: stun } : null, relay }
}

/** RFC 7065: `turns:` is TLS over TCP unless it says otherwise, `turn:` UDP. Null for STUN, and for DTLS, which no browser speaks. */
function wayOf(url: string): RelayWay | null {
  if (url.startsWith('turns:')) return url.endsWith('?transport=udp') ? null : 'tls'
  if (!url.startsWith('turn:')) return null
  return url.endsWith('?transport=tcp') ? 'tcp' : 'udp'
}

function isIceServer(value: unknown): value is IceServer {
  const urls = field(value, 'urls')
  return Array.isArray(urls) && urls.every((url) => typeof url === 'string')
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
