import type { RelayUrl } from './relay-url.ts'
import { connectStun } from './stun-connection.ts'
import type { TransportAddress } from './transport-address.ts'
import type { TrialFinding } from './trial-finding.ts'
import {
  createTurnSession,
  relayedData,
  type TurnCredential,
  type TurnOutcome,
  type TurnSession,
} from './turn-session.ts'

/** Somebody with an address on a relay. */
export interface Guest {
  readonly session: Pick<TurnSession, 'permit' | 'send'>
  readonly address: TransportAddress
  /** What peers send to the address from now on. */
  hear(call: (data: Buffer) => void): void
  /** Gives the address back, which the relay would otherwise keep for ten minutes. */
  leave(): void
}

export type Arrived =
  | { readonly ok: true; readonly guest: Guest }
  | { readonly ok: false; readonly finding: TrialFinding }

const UNAUTHENTICATED = 401

/** Knocks as nobody first, as browsers do, and comes in as somebody then. */
export async function arriveAtRelay(
  to: RelayUrl,
  credential: TurnCredential,
  deadline: AbortSignal,
  family: 'ipv4' | 'ipv6' = 'ipv4',
): Promise<Arrived> {
  let listener: (data: Buffer) => void = () => undefined
  const connected = await connectStun(to, deadline, (indication) => {
    const data = relayedData(indication)
    if (data !== null) listener(data)
  })
  if (!connected.ok) return { ok: false, finding: { is: 'no-way', why: connected.why } }
  const { connection } = connected
  const session = createTurnSession(connection, credential)
  const turnedAway = (finding: TrialFinding): Arrived => {
    connection.close()
    return { ok: false, finding }
  }
  const knocked = await session.knock()
  if (knocked.is !== 'done') return turnedAway(findingOf(knocked))
  if (knocked.value === null) return turnedAway({ is: 'lets-anybody-in' })
  if (knocked.value.realm === '') return turnedAway({ is: 'no-realm' })
  const allocated = await session.allocate(family)
  if (allocated.is !== 'done') return turnedAway(findingOf(allocated))
  return {
    ok: true,
    guest: {
      session,
      address: allocated.value,
      hear(call) {
        listener = call
      },
      leave: () => void session.refresh(0).then(() => connection.close()),
    },
  }
}

function findingOf(outcome: Exclude<TurnOutcome<unknown>, { is: 'done' }>): TrialFinding {
  if (outcome.is === 'no-way') return { is: 'no-way', why: outcome.why }
  return outcome.code === UNAUTHENTICATED ? { is: 'wrong-secret' } : { is: 'refused', code: outcome.code }
}
