import type { Findings } from '../core/network-verdict.ts'
import { type IceWays, iceWays, NO_WAYS } from './ice-servers.ts'
import type { NetworkPorts } from './network-ports.ts'
import { onStop } from './on-stop.ts'
import { post } from './post.ts'

export interface Reached {
  readonly clinic: Findings['clinic']
  /** None as well where the clinic asks for patience. */
  readonly ways: IceWays
}

/** Do pages come, and does the lasting connection open that a call is set up over? Some networks let the one through and not the other. */
export async function reachClinic(ports: NetworkPorts, stop: AbortSignal): Promise<Reached> {
  const [answer, opens] = await Promise.all([post(ports, '/api/check/ice-servers', {}, stop), socketOpens(ports, stop)])
  if (answer.is === 'away') return { clinic: 'unreachable', ways: NO_WAYS }
  const ways = answer.is === 'answered' ? iceWays(answer.data) : NO_WAYS
  return { clinic: opens ? 'reached' : 'no-socket', ways }
}

/** Nothing is said on it: the server forgets a socket that joins nothing (C1). */
function socketOpens(ports: NetworkPorts, stop: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = ports.openSocket()
    // Not closed earlier than that, of which browsers complain.
    socket.onopen = () => {
      resolve(true)
      socket.close()
    }
    socket.onclose = () => resolve(false)
    onStop(stop, () => resolve(false))
  })
}
