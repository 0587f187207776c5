import { settled, startCall } from './calls.ts'
import { SERVER_ADDRESS } from './hosts.ts'
import { type Measure, passed, printRow } from './measure.ts'
import type { World } from './world.ts'

const LOOK_MS = 3_000

/** Packets on the patient's line during one whole call. */
export interface OnTheWire {
  readonly betweenTheTwo: number
  readonly withTheServers: number
}

export function measureRelayOnly(name: string): Measure {
  return async (world) => {
    console.log(`${name}  packets on the patient's line from before the call until some seconds into it, by tcpdump`)
    for (const relayOnly of [true, false]) {
      const { betweenTheTwo, withTheServers } = await watchTheWire(world, relayOnly)
      printRow(
        relayOnly ? 'relay-only' : 'direct',
        `${betweenTheTwo} between the two, ${withTheServers} with the servers`,
      )
    }
  }
}

export async function watchTheWire(world: World, relayOnly: boolean): Promise<OnTheWire> {
  const { lab } = world
  const [doctor, patient] = [lab.address('doc'), lab.address('pat')]
  const between = await lab.capture('pat', `ip host ${doctor} and ip host ${patient}`)
  const servers = await lab.capture('pat', `ip host ${patient} and ip host ${SERVER_ADDRESS}`)
  const call = await startCall(world, 'bedside', { relayOnly })
  try {
    await settled(call)
    await passed(LOOK_MS)
  } finally {
    await call.close()
  }
  return { betweenTheTwo: await between.stop(), withTheServers: await servers.stop() }
}
