import { createHash } from 'node:crypto'
import type { StunConnection } from './stun-connection.ts'
import { ATTRIBUTE, CLASS, errorCode, METHOD, newMessage, type StunMessage, type Written } from './stun-message.ts'
import { decodeAddress, encodeAddress, type TransportAddress } from './transport-address.ts'
import type { NoWay } from './wire.ts'

export interface TurnCredential {
  readonly username: string
  readonly credential: string
}

/** What a TURN server does with a request: an error's code is RFC 8656's (401 not authenticated, 403 forbidden, 486 quota …). */
export type TurnOutcome<T> =
  | { readonly is: 'done'; readonly value: T }
  | { readonly is: 'refused'; readonly code: number }
  | { readonly is: 'no-way'; readonly why: NoWay }

export interface TurnSession {
  /** Whether somebody without a name is asked for one, and in which realm; `done` with null: anybody is let in. */
  knock(): Promise<TurnOutcome<{ realm: string } | null>>
  /** An address on the relay. */
  allocate(family?: 'ipv4' | 'ipv6'): Promise<TurnOutcome<TransportAddress>>
  /** May packets go to and come from there? */
  permit(peer: TransportAddress): Promise<TurnOutcome<null>>
  /** 0 gives the address back. */
  refresh(seconds: number): Promise<TurnOutcome<null>>
  send(peer: TransportAddress, data: Buffer): void
}

const UDP = Buffer.from([17, 0, 0, 0])
const IPV6 = Buffer.from([2, 0, 0, 0])
const UNAUTHENTICATED = 401
const STALE_NONCE = 438
/** Of RFC 8656's codes none is below; what comes without a code is as little use. */
const NO_CODE = 0

type Asked =
  | Exclude<TurnOutcome<StunMessage>, { is: 'refused' }>
  | { readonly is: 'refused'; readonly code: number; readonly message: StunMessage }

/** One allocation over one connection, under one credential (long-term mechanism, RFC 8489, 9.2). */
export function createTurnSession(connection: StunConnection, { username, credential }: TurnCredential): TurnSession {
  let challenge: { realm: Buffer; nonce: Buffer; key: Buffer } | null = null

  function challenged({ attributes }: StunMessage): string {
    const realm = attributes.get(ATTRIBUTE.realm) ?? Buffer.alloc(0)
    const nonce = attributes.get(ATTRIBUTE.nonce) ?? Buffer.alloc(0)
    // MD5 is the mechanism's, not ours; the password lives for minutes.
    const key = createHash('md5').update(`${username}:`).update(realm).update(`:${credential}`).digest()
    challenge = { realm, nonce, key }
    return realm.toString()
  }

  async function askOnce(method: number, written: Written): Promise<Asked> {
    const answer = await connection.ask(newMessage(method, CLASS.request, signed(written)), challenge?.key)
    if (!answer.ok) return { is: 'no-way', why: answer.why }
    const { message } = answer
    if (message.class === CLASS.success) return { is: 'done', value: message }
    return { is: 'refused', code: errorCode(message) ?? NO_CODE, message }
  }

  function signed(written: Written): Written {
    if (challenge === null) return written
    const { realm, nonce } = challenge
    return (transactionId) => [
      ...written(transactionId),
      [ATTRIBUTE.username, Buffer.from(username)],
      [ATTRIBUTE.realm, realm],
      [ATTRIBUTE.nonce, nonce],
    ]
  }

  /** Takes up the server's challenge: once for the name, once for a nonce that has grown old. */
  async function ask<T>(method: number, written: Written, read: (answer: StunMessage) => T): Promise<TurnOutcome<T>> {
    const isFirst = challenge === null
    let asked = await askOnce(method, written)
    if (isFirst && asked.is === 'refused' && asked.code === UNAUTHENTICATED) {
      challenged(asked.message)
      asked = await askOnce(method, written)
    }
    if (asked.is === 'refused' && asked.code === STALE_NONCE) {
      challenged(asked.message)
      asked = await askOnce(method, written)
    }
    return asked.is === 'done' ? { is: 'done', value: read(asked.value) } : failed(asked)
  }

  return {
    async knock() {
      const asked = await askOnce(METHOD.allocate, () => [[ATTRIBUTE.requestedTransport, UDP]])
      if (asked.is === 'done') return { is: 'done', value: null }
      if (asked.is !== 'refused' || asked.code !== UNAUTHENTICATED) return failed(asked)
      return { is: 'done', value: { realm: challenged(asked.message) } }
    },
    async allocate(family = 'ipv4') {
      // A server without IPv6 may not know the attribute; without it IPv4 is meant.
      const inFamily = family === 'ipv6' ? ([[ATTRIBUTE.requestedFamily, IPV6]] as const) : []
      const outcome = await ask(
        METHOD.allocate,
        () => [[ATTRIBUTE.requestedTransport, UDP], ...inFamily],
        relayedAddress,
      )
      if (outcome.is !== 'done') return outcome
      return outcome.value === null ? { is: 'refused', code: NO_CODE } : { is: 'done', value: outcome.value }
    },
    permit: (peer) =>
      ask(
        METHOD.createPermission,
        (transactionId) => [[ATTRIBUTE.peerAddress, encodeAddress(peer, transactionId)]],
        () => null,
      ),
    refresh(seconds) {
      const lifetime = Buffer.alloc(4)
      lifetime.writeUInt32BE(seconds)
      return ask(
        METHOD.refresh,
        () => [[ATTRIBUTE.lifetime, lifetime]],
        () => null,
      )
    },
    send(peer, data) {
      connection.say(
        newMessage(METHOD.send, CLASS.indication, (transactionId) => [
          [ATTRIBUTE.peerAddress, encodeAddress(peer, transactionId)],
          [ATTRIBUTE.data, data],
        ]),
      )
    },
  }
}

/** What a peer sent to the allocation; null for any other indication. */
export function relayedData(indication: StunMessage): Buffer | null {
  return indication.method === METHOD.data ? (indication.attributes.get(ATTRIBUTE.data) ?? null) : null
}

function relayedAddress({ attributes, transactionId }: StunMessage): TransportAddress | null {
  return decodeAddress(attributes.get(ATTRIBUTE.relayedAddress), transactionId)
}

function failed(asked: Exclude<Asked, { is: 'done' }>): Exclude<TurnOutcome<never>, { is: 'done' }> {
  return asked.is === 'refused' ? { is: 'refused', code: asked.code } : asked
}
