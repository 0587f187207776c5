import { readRelayUrl } from '../../signaling/turn/relay-url.ts'
import { connectStun } from '../../signaling/turn/stun-connection.ts'
import {
  createTurnSession,
  relayedData,
  type TurnCredential,
  type TurnSession,
} from '../../signaling/turn/turn-session.ts'

/** Somebody with a credential at a TURN server. */
export interface Caller {
  readonly session: TurnSession
  /** The next thing a peer sends to their address on the relay. */
  nextData(): Promise<string>
  close(): void
}

export async function callRelay(url: string, credential: TurnCredential): Promise<Caller> {
  const to = readRelayUrl(url)
  if (to === null) throw new Error(`no address: ${url}`)
  let hear: (data: string) => void = () => undefined
  const connected = await connectStun(to, AbortSignal.timeout(20_000), (indication) => {
    const data = relayedData(indication)
    if (data !== null) hear(data.toString())
  })
  if (!connected.ok) throw new Error(`the relay cannot be reached: ${connected.why}`)
  return {
    session: createTurnSession(connected.connection, credential),
    nextData: () =>
      new Promise((resolve) => {
        hear = resolve
      }),
    close: () => connected.connection.close(),
  }
}
