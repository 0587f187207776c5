import { arriveAtRelay, type Guest } from './relay-guest.ts'
import { type RelayUrl, readRelayUrl } from './relay-url.ts'
import { connectStun } from './stun-connection.ts'
import { CLASS, errorCode, METHOD, newMessage } from './stun-message.ts'
import { sameAddress } from './transport-address.ts'
import type { TrialFinding } from './trial-finding.ts'
import type { TurnCredential } from './turn-session.ts'

export interface TrialPorts {
  readonly credential: TurnCredential
  readonly elapsed: () => number
  /** When to give up. */
  readonly deadline: AbortSignal
}

/** Addresses of the relay's own machine, of networks around it, of a cloud's metadata. Permission for them is asked, nothing is sent there. */
const INSIDE = {
  ipv4: ['127.0.0.1', '0.0.0.0', '10.0.0.1', '172.16.0.1', '192.168.0.1', '100.64.0.1', '169.254.169.254'],
  ipv6: ['::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '64:ff9b::10.0.0.1', 'fd00:ec2::254', 'fe80::1'],
} as const
const ANY_PORT = 9
const SAY_AGAIN_MS = 100

/** Goes the whole way a browser goes with such an address, over its very transport, and looks where else it leads. */
export async function tryRelayUrl(url: string, ports: TrialPorts): Promise<TrialFinding> {
  const to = readRelayUrl(url)
  if (to === null) return { is: 'no-address' }
  if (to.transport === 'dtls') return { is: 'no-browser' }
  return to.kind === 'stun' ? tryStun(to, ports) : tryTurn(to, ports)
}

async function tryStun(to: RelayUrl, { deadline }: TrialPorts): Promise<TrialFinding> {
  const connected = await connectStun(to, deadline)
  if (!connected.ok) return { is: 'no-way', why: connected.why }
  const answer = await connected.connection.ask(newMessage(METHOD.binding, CLASS.request))
  connected.connection.close()
  if (!answer.ok) return { is: 'no-way', why: answer.why }
  const code = errorCode(answer.message)
  return code === null ? { is: 'works', carriedMs: null } : { is: 'refused', code }
}

async function tryTurn(to: RelayUrl, ports: TrialPorts): Promise<TrialFinding> {
  const { credential, deadline } = ports
  const arrived = await Promise.all([
    arriveAtRelay(to, credential, deadline),
    arriveAtRelay(to, credential, deadline),
    // Most relays have no IPv6; what this one says about that is no fault.
    arriveAtRelay(to, credential, deadline, 'ipv6'),
  ])
  const [one, other, overIpv6] = arrived
  try {
    if (!one.ok) return one.finding
    if (!other.ok) return other.finding
    const inside = await Promise.all([
      leadsTo(one.guest, INSIDE.ipv4),
      overIpv6.ok ? leadsTo(overIpv6.guest, INSIDE.ipv6) : [],
    ])
    const peers = inside.flat()
    return peers.length > 0 ? { is: 'leads-inside', peers } : await carry(one.guest, other.guest, ports)
  } finally {
    for (const came of arrived) if (came.ok) came.guest.leave()
  }
}

/** Those of the addresses that it would send packets to. Its own is one of them where the relay stands in such a network, and may be. */
async function leadsTo({ session, address }: Guest, inside: readonly string[]): Promise<string[]> {
  const permitted = await Promise.all(
    inside
      .filter((one) => !sameAddress(one, address.address))
      .map(async (one) => ((await session.permit({ address: one, port: ANY_PORT })).is === 'done' ? one : [])),
  )
  return permitted.flat()
}

/** A packet from one to the other and back, as between two people who both need the relay. */
async function carry(one: Guest, other: Guest, { elapsed, deadline }: TrialPorts): Promise<TrialFinding> {
  const { address } = other.address
  const permitted = await Promise.all([one.session.permit(other.address), other.session.permit(one.address)])
  if (permitted.some(({ is }) => is === 'refused')) return { is: 'refuses-itself', address }
  const sentAt: number[] = []
  other.hear((data) => other.session.send(one.address, data))
  return new Promise((resolve) => {
    const say = () => {
      one.session.send(other.address, Buffer.from([sentAt.length]))
      sentAt.push(elapsed())
    }
    const again = setInterval(say, SAY_AGAIN_MS)
    const settle = (finding: TrialFinding) => {
      clearInterval(again)
      deadline.removeEventListener('abort', late)
      resolve(finding)
    }
    const late = () => settle({ is: 'carries-nothing', address })
    deadline.addEventListener('abort', late)
    one.hear(([which = 0]) => settle({ is: 'works', carriedMs: Math.ceil(elapsed() - (sentAt[which] ?? 0)) }))
    if (deadline.aborted) late()
    else say()
  })
}
