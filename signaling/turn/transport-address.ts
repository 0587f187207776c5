import { BlockList, isIP, isIPv6 } from 'node:net'

/** An address and a port, as ICE and TURN speak of them. */
export interface TransportAddress {
  readonly address: string
  readonly port: number
}

const MAGIC = Buffer.from([0x21, 0x12, 0xa4, 0x42])
const FAMILY = { ipv4: 0x01, ipv6: 0x02 } as const

/** XOR-MAPPED-ADDRESS and its kin (RFC 8489, 14.2): disguised, so that routers which rewrite addresses in passing leave it alone. */
export function encodeAddress({ address, port }: TransportAddress, transactionId: Buffer): Buffer {
  const bytes = addressBytes(address)
  const mask = Buffer.concat([MAGIC, transactionId])
  const head = Buffer.alloc(4)
  head.writeUInt8(bytes.length === 4 ? FAMILY.ipv4 : FAMILY.ipv6, 1)
  head.writeUInt16BE(port ^ MAGIC.readUInt16BE(0), 2)
  return Buffer.concat([head, xor(bytes, mask)])
}

export function decodeAddress(value: Buffer | undefined, transactionId: Buffer): TransportAddress | null {
  if (value === undefined || value.length < 4) return null
  const length = value.readUInt8(1) === FAMILY.ipv4 ? 4 : 16
  if (value.length !== 4 + length) return null
  const bytes = xor(value.subarray(4), Buffer.concat([MAGIC, transactionId]))
  return { address: written(bytes), port: value.readUInt16BE(2) ^ MAGIC.readUInt16BE(0) }
}

/** Whether two ways to write an address mean the same one. */
export function sameAddress(one: string, other: string): boolean {
  if (isIP(one) === 0 || isIP(one) !== isIP(other)) return false
  const family = isIPv6(one) ? 'ipv6' : 'ipv4'
  const list = new BlockList()
  list.addAddress(one, family)
  return list.check(other, family)
}

/** In groups of two bytes, not shortened: for reading by programs. */
function written(bytes: Buffer): string {
  if (bytes.length === 4) return [...bytes].join('.')
  return Array.from({ length: 8 }, (_, group) => bytes.readUInt16BE(group * 2).toString(16)).join(':')
}

function addressBytes(address: string): Buffer {
  if (!isIPv6(address)) return Buffer.from(address.split('.').map(Number))
  // A dotted end (::ffff:127.0.0.1) is two groups like any other.
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address)
  const [, before = '', ...last] = dotted ?? []
  const group = (at: number) => ((Number(last[at]) << 8) | Number(last[at + 1])).toString(16)
  const plain = dotted === null ? address : `${before}${group(0)}:${group(2)}`
  const [head = [], tail = []] = plain.split('::').map((part) => part.split(':').filter((one) => one !== ''))
  const groups = [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail]
  const bytes = Buffer.alloc(16)
  groups.forEach((one, index) => {
    bytes.writeUInt16BE(Number.parseInt(one, 16), index * 2)
  })
  return bytes
}

function xor(bytes: Buffer, mask: Buffer): Buffer {
  return Buffer.from(bytes.map((byte, index) => byte ^ (mask[index] ?? 0)))
}
