import type { Answer } from '../core/network-verdict.ts'
import type { NetworkPorts } from './network-ports.ts'
import { onStop } from './on-stop.ts'

/** What Chromium and Safari report where no server answers; any other code is a server's own, so the network let it through. */
const NO_ANSWER = 701

/**
 * Does a server answer this browser? Gathers candidates with it alone until there is one of the kind it gives, or there will be none. A server
 * whose address the browser cannot read is the clinic's mistake, not the network's.
 */
export async function iceAnswer(
  ports: NetworkPorts,
  server: RTCIceServer,
  kind: 'srflx' | 'relay',
  stop: AbortSignal,
): Promise<Answer> {
  let connection: RTCPeerConnection | null = null
  try {
    connection = ports.createConnection({
      iceServers: [server],
      iceTransportPolicy: kind === 'relay' ? 'relay' : 'all',
    })
    return await gathered(connection, kind, stop)
  } catch {
    return 'not-tried'
  } finally {
    connection?.close()
  }
}

function gathered(connection: RTCPeerConnection, kind: 'srflx' | 'relay', stop: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // Where STUN says what the browser knows already, there is no candidate of its own, and no error either.
    let atTheEnd: Answer = kind === 'srflx' && 'onicecandidateerror' in connection ? 'yes' : 'no'
    onStop(stop, () => resolve('no'))
    connection.onicecandidateerror = ({ errorCode }) => {
      if (errorCode === NO_ANSWER) atTheEnd = 'no'
      else resolve('yes')
    }
    connection.onicecandidate = ({ candidate }) => {
      if (candidate === null) resolve(atTheEnd)
      else if (candidate.type === kind) resolve('yes')
    }
    connection.createDataChannel('check')
    connection.setLocalDescription().catch(reject)
  })
}
