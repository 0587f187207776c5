import { BlockList, isIP } from 'node:net'

/** The reverse proxies whose word on the client's address counts; null when an entry is no address. */
export function createTrustedProxies(entries: readonly string[]): BlockList | null {
  const trusted = new BlockList()
  for (const entry of entries) {
    const [address = '', length] = entry.split('/')
    const family = isIP(address)
    const bits = family === 4 ? 32 : 128
    if (family === 0 || Number(length ?? bits) > bits) return null
    trusted.addSubnet(address, Number(length ?? bits), family === 4 ? 'ipv4' : 'ipv6')
  }
  return trusted
}

/**
 * The address of the client: the socket's, unless a trusted proxy holds it. Then the last one in X-Forwarded-For that no trusted proxy
 * wrote about another; what stands before it came from the client and may be anything.
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trusted: BlockList,
): string {
  let address = plain(socketAddress ?? '')
  const said = (forwardedFor ?? '').split(',').map((one) => plain(one.trim()))
  while (isTrusted(address, trusted)) {
    const before = said.pop()
    if (before === undefined || isIP(before) === 0) break
    address = before
  }
  return address
}

function isTrusted(address: string, trusted: BlockList): boolean {
  const family = isIP(address)
  return family !== 0 && trusted.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

/** An IPv4 address that arrived at an IPv6 socket is still the same address. */
function plain(address: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address
}
