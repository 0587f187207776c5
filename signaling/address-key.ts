import { isIPv6 } from 'node:net'

/**
 * What an address counts as where guesses are counted: an IPv4 address itself, of an IPv6 address its /64, since one household or
 * one attacker has all of it. IPv4 inside IPv6 (`::ffff:192.0.2.1`) counts as IPv4.
 */
export function addressKey(address: string): string {
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)
  if (mapped?.[1] !== undefined) return mapped[1]
  const withoutZone = address.split('%')[0] ?? ''
  if (!isIPv6(withoutZone)) return address
  return `${groups(withoutZone).slice(0, 4).join(':')}::/64`
}

/** The first groups of an IPv6 address, `::` written out. */
function groups(address: string): string[] {
  const [before = '', after] = address.split('::')
  const left = before === '' ? [] : before.split(':')
  if (after === undefined) return left.map(plain)
  const right = after === '' ? [] : after.split(':')
  // A dotted tail stands for two groups.
  const rightLength = right.length + (after.includes('.') ? 1 : 0)
  return [...left, ...Array<string>(Math.max(0, 8 - left.length - rightLength)).fill('0'), ...right].map(plain)
}

/** Without leading zeros, in lower case: equal groups look equal. */
function plain(group: string): string {
  return group.replace(/^0+(?=.)/, '').toLowerCase()
}
