import { createHmac, randomBytes } from 'node:crypto'

/** Methods of STUN (RFC 8489) and TURN (RFC 8656). */
export const METHOD = {
  binding: 0x001,
  allocate: 0x003,
  refresh: 0x004,
  send: 0x006,
  data: 0x007,
  createPermission: 0x008,
} as const

/** The two class bits as they lie between the bits of the method. */
export const CLASS = { request: 0x000, indication: 0x010, success: 0x100, error: 0x110 } as const
const CLASS_BITS = 0x110

export const ATTRIBUTE = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  lifetime: 0x000d,
  peerAddress: 0x0012,
  data: 0x0013,
  realm: 0x0014,
  nonce: 0x0015,
  relayedAddress: 0x0016,
  requestedFamily: 0x0017,
  requestedTransport: 0x0019,
  mappedAddress: 0x0020,
} as const

export type Attributes = ReadonlyMap<number, Buffer>

export interface StunMessage {
  readonly method: number
  readonly class: number
  /** 12 random bytes; an answer has those of its question. */
  readonly transactionId: Buffer
  readonly attributes: Attributes
}

/** Begins every message, so that nothing else on the same socket is taken for one. */
const MAGIC = 0x2112a442
export const HEADER_BYTES = 20
const INTEGRITY_BYTES = 24

/** Attributes of one message; some are written with its transaction id. */
export type Written = (transactionId: Buffer) => Iterable<readonly [number, Buffer]>

export function newMessage(method: number, kind: number, written: Written = () => []): StunMessage {
  const transactionId = randomBytes(12)
  return { method, class: kind, transactionId, attributes: new Map(written(transactionId)) }
}

/** With a key, signed by MESSAGE-INTEGRITY (RFC 8489, 14.5). */
export function encodeMessage(message: StunMessage, key: Buffer | null = null): Buffer {
  const body = Buffer.concat([...message.attributes].map(([type, value]) => encodeAttribute(type, value)))
  const header = (length: number) => {
    const bytes = Buffer.alloc(HEADER_BYTES)
    bytes.writeUInt16BE(message.method | message.class, 0)
    bytes.writeUInt16BE(length, 2)
    bytes.writeUInt32BE(MAGIC, 4)
    message.transactionId.copy(bytes, 8)
    return bytes
  }
  if (key === null) return Buffer.concat([header(body.length), body])
  // The length that is signed already counts the signature.
  const signed = Buffer.concat([header(body.length + INTEGRITY_BYTES), body])
  const signature = createHmac('sha1', key).update(signed).digest()
  return Buffer.concat([signed, encodeAttribute(ATTRIBUTE.messageIntegrity, signature)])
}

/** Null for whatever is not one whole message. Of an attribute that comes twice the first one counts, as the RFC has it. */
export function decodeMessage(bytes: Buffer): StunMessage | null {
  if (bytes.length < HEADER_BYTES || bytes.length !== messageBytes(bytes) || bytes.readUInt32BE(4) !== MAGIC)
    return null
  const type = bytes.readUInt16BE(0)
  if (type > 0x3fff) return null
  const attributes = new Map<number, Buffer>()
  for (let at = HEADER_BYTES; at < bytes.length; ) {
    if (at + 4 > bytes.length) return null
    const length = bytes.readUInt16BE(at + 2)
    if (at + 4 + length > bytes.length) return null
    const name = bytes.readUInt16BE(at)
    if (!attributes.has(name)) attributes.set(name, bytes.subarray(at + 4, at + 4 + length))
    at += 4 + padded(length)
  }
  return {
    method: type & ~CLASS_BITS,
    class: type & CLASS_BITS,
    transactionId: bytes.subarray(8, HEADER_BYTES),
    attributes,
  }
}

/** How long the message is that begins here; at least a header of it must be there. */
export function messageBytes(bytes: Buffer): number {
  return HEADER_BYTES + bytes.readUInt16BE(2)
}

/** The code of an error response; null where it carries none. */
export function errorCode({ attributes }: StunMessage): number | null {
  const value = attributes.get(ATTRIBUTE.errorCode)
  return value === undefined || value.length < 4 ? null : (value.readUInt8(2) & 0x07) * 100 + value.readUInt8(3)
}

function encodeAttribute(type: number, value: Buffer): Buffer {
  const bytes = Buffer.alloc(4 + padded(value.length))
  bytes.writeUInt16BE(type, 0)
  bytes.writeUInt16BE(value.length, 2)
  value.copy(bytes, 4)
  return bytes
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4
}
