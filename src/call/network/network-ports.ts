import { browserClock, type Clock } from '../clock.ts'
import type { Socket } from '../line-socket.ts'

/** What of the world a check of the network needs. */
export interface NetworkPorts {
  readonly clock: Clock
  readonly fetch: typeof fetch
  readonly openSocket: () => Socket
  readonly createConnection: (configuration: RTCConfiguration) => RTCPeerConnection
}

export const browserNetwork: NetworkPorts = {
  clock: browserClock,
  fetch: (input, init) => fetch(input, init),
  openSocket: () => new WebSocket(`${location.origin.replace(/^http/, 'ws')}/signal`),
  createConnection: (configuration) => new RTCPeerConnection(configuration),
}
