import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { networkInterfaces } from 'node:os'

/**
 * Which of this machine's addresses a phone is to type.
 *
 * @typedef {{ ok: true, address: string, others: string[] } | { ok: false, sentence: string }} Choice
 */

/** @param {{ asked: string | null, own: readonly string[], routed: string | null }} known `asked`: by `--phone=ADDRESS`. @returns {Choice} */
export function chooseAddress({ asked, own, routed }) {
  if (own.length === 0) {
    return { ok: false, sentence: 'This machine is in no network that a phone could be in too; join the Wi-Fi first.' }
  }
  const address = asked ?? theOne(own, routed)
  if (address === undefined) {
    return { ok: false, sentence: `This machine has several addresses; say which with ${options(own)}.` }
  }
  if (!own.includes(address)) {
    return { ok: false, sentence: `${address} is no address of this machine; say --phone alone, or ${options(own)}.` }
  }
  return { ok: true, address, others: own.filter((other) => other !== address) }
}

/** @param {readonly string[]} own @param {string | null} routed */
function theOne(own, routed) {
  // A phone is in a network at home or at work, not in the tunnel of a VPN that may hold the default route.
  const local = own.filter(isPrivate)
  if (routed !== null && (isPrivate(routed) || local.length === 0) && own.includes(routed)) return routed
  const candidates = local.length > 0 ? local : own
  return candidates.length === 1 ? candidates[0] : undefined
}

/** RFC 1918. @param {string} address */
function isPrivate(address) {
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address)
}

/** @param {readonly string[]} own */
function options(own) {
  return own.map((one) => `--phone=${one}`).join(' or ')
}

/** This machine's IPv4 addresses in networks with others; one that gave itself an address (RFC 3927) is in none. */
export function ownAddresses() {
  const all = Object.values(networkInterfaces()).flatMap((one) => one ?? [])
  const theirs = all.filter(({ family, internal, address }) => {
    return family === 'IPv4' && !internal && !address.startsWith('169.254.')
  })
  return [...new Set(theirs.map(({ address }) => address))]
}

/** The address this machine would speak to the world from: connecting a UDP socket asks the kernel for the way and sends nothing. */
export async function routedAddress() {
  const socket = createSocket('udp4')
  try {
    const connected = once(socket, 'connect')
    socket.connect(53, '198.51.100.1')
    await connected
    return socket.address().address
  } catch {
    return null // no default route
  } finally {
    socket.close()
  }
}
