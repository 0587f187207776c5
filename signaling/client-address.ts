import { BlockList, isIP } from 'node:net'

export type IsTrusted = (address: string) => boolean

/** From addresses and subnets (`10.0.0.0/8`) to the question whether a sender is one of them. */
export function trustedSenders(proxies: readonly string[]): IsTrusted {
  const list = new BlockList()
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/')
    const family = familyOf(address)
    if (family === null) continue
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return (address) => {
    const family = familyOf(address)
    return family !== null && list.check(address, family)
  }
}

/**
 * Whom a request is counted for. `peer` is who really sent it; X-Forwarded-For is believed from the right, as far as trusted
 * proxies wrote it: everything left of the first stranger is the stranger's invention.
 */
export function clientAddress(peer: string, forwardedFor: string, isTrusted: IsTrusted): string {
  let address = peer
  const hops = forwardedFor === '' ? [] : forwardedFor.split(',')
  for (let index = hops.length - 1; index >= 0; index -= 1) {
    if (!isTrusted(address)) return address
    const hop = withoutPort((hops[index] ?? '').trim())
    if (isIP(hop) === 0) return address
    address = hop
  }
  return address
}

/** `192.0.2.1:4711` and `[2001:db8::1]:4711`, as some proxies write them. */
function withoutPort(hop: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(hop)
  if (bracketed?.[1] !== undefined) return bracketed[1]
  return hop.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
}

function familyOf(address: string): 'ipv4' | 'ipv6' | null {
  const version = isIP(address)
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : null
}
