import { createSocket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { RelayUrl } from './relay-url.ts'
import { HEADER_BYTES, messageBytes } from './stun-message.ts'

/** Why a server cannot be spoken to. `silent`: nothing came back in time. */
export type NoWay =
  | 'unknown-host'
  | 'silent'
  | 'refused'
  | 'no-tls'
  | 'certificate-expired'
  | 'certificate-name'
  | 'certificate-untrusted'

/** Whole messages to and from one server, over datagrams or a stream. */
export interface Wire {
  /** Datagrams get lost: who asks over them asks again. */
  readonly isLossy: boolean
  write(message: Buffer): void
  close(): void
}

export interface WireEvents {
  message(bytes: Buffer): void
  /** It carries nothing any more. Not said after `close`. */
  fell(why: NoWay): void
}

export type OpenedWire = { readonly ok: true; readonly wire: Wire } | { readonly ok: false; readonly why: NoWay }

/** `deadline`: when to give up opening. What was opened is closed by whoever asked for it. */
export async function openWire(to: RelayUrl, deadline: AbortSignal, events: WireEvents): Promise<OpenedWire> {
  try {
    const wire = to.transport === 'udp' ? await datagrams(to, deadline, events) : await stream(to, deadline, events)
    return { ok: true, wire }
  } catch (error) {
    return { ok: false, why: noWay(error) }
  }
}

async function datagrams({ host, port }: RelayUrl, deadline: AbortSignal, events: WireEvents): Promise<Wire> {
  const { address, family } = await inTime(lookup(host), deadline)
  const socket = createSocket(family === 6 ? 'udp6' : 'udp4')
  socket.connect(port, address)
  await once(socket, 'connect')
  let isOpen = true
  const close = () => {
    if (isOpen) socket.close()
    isOpen = false
  }
  socket.on('message', (bytes) => events.message(bytes))
  // A port where nobody listens is said back (ICMP) and comes as an error of the next write.
  socket.on('error', (error) => {
    close()
    events.fell(noWay(error))
  })
  return { isLossy: true, write: (message) => isOpen && socket.send(message), close }
}

async function stream(to: RelayUrl, deadline: AbortSignal, events: WireEvents): Promise<Wire> {
  const { host, port } = to
  const isSecure = to.transport === 'tls'
  const name = isIP(host) === 0 ? { servername: host } : {}
  const socket: Socket = isSecure ? connectTls({ host, port, ...name }) : connectTcp({ host, port })
  try {
    await once(socket, isSecure ? 'secureConnect' : 'connect', { signal: deadline })
  } catch (error) {
    socket.destroy()
    throw error
  }
  let isOpen = true
  let received = Buffer.alloc(0)
  socket.on('data', (part) => {
    received = Buffer.concat([received, part])
    while (received.length >= HEADER_BYTES && received.length >= messageBytes(received)) {
      const length = messageBytes(received)
      events.message(received.subarray(0, length))
      received = received.subarray(length)
    }
  })
  const fall = (why: NoWay) => {
    if (isOpen) events.fell(why)
    isOpen = false
    socket.destroy()
  }
  socket.on('error', (error) => fall(noWay(error)))
  socket.on('close', () => fall('refused'))
  return {
    isLossy: false,
    write: (message) => socket.write(message),
    close() {
      isOpen = false
      socket.destroy()
    },
  }
}

/** A resolver that does not answer is waited for much longer than anybody has. */
function inTime<T>(promise: Promise<T>, deadline: AbortSignal): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    deadline.addEventListener('abort', () => reject(deadline.reason), { once: true })
    if (deadline.aborted) reject(deadline.reason)
  })
  return Promise.race([promise, late])
}

/** Codes of Node's dns, net and tls modules. */
function noWay(error: unknown): NoWay {
  if (error instanceof Error && /^(Abort|Timeout)Error$/.test(error.name)) return 'silent'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown-host'
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') return 'certificate-expired'
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'certificate-name'
  if (/CERT|SIGNED|SIGNATURE|ISSUER|CRL/.test(code)) return 'certificate-untrusted'
  if (/^(ERR_SSL|EPROTO|ERR_TLS)/.test(code)) return 'no-tls'
  if (/^E(TIMEDOUT|HOSTUNREACH|NETUNREACH|HOSTDOWN)$/.test(code)) return 'silent'
  return 'refused'
}
