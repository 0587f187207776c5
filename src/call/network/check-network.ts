import { type Findings, NOTHING_FOUND, RELAY_WAYS } from '../core/network-verdict.ts'
import { echoSpeed } from './echo-speed.ts'
import { iceAnswer } from './ice-answer.ts'
import type { IceWays } from './ice-servers.ts'
import type { NetworkPorts } from './network-ports.ts'
import { onStop } from './on-stop.ts'
import { reachClinic } from './reach-clinic.ts'
import { relaySpeed } from './relay-speed.ts'

/** Where a network says nothing, this is how long each part waits for it; all of them together take 8 s at most. */
const CLINIC_WITHIN_MS = 3_000
const ICE_WITHIN_MS = 2_500
const ALL_WITHIN_MS = 8_000

/**
 * Finds out what this network carries, over the same ways as a call: the clinic's server, STUN, the relay, and how fast what is sent comes
 * through. `progress` is told after each part. Never rejects; once `stop` is aborted nothing more goes over the network.
 */
export async function checkNetwork(
  ports: NetworkPorts,
  stop: AbortSignal,
  progress: (findings: Findings) => void,
): Promise<Findings> {
  let findings = NOTHING_FOUND
  const found = (more: Partial<Findings>) => {
    findings = { ...findings, ...more }
    progress(findings)
  }
  const all = stopAfter(ports, ALL_WITHIN_MS, stop)

  const { clinic, ways } = await reachClinic(ports, stopAfter(ports, CLINIC_WITHIN_MS, all))
  found({ clinic })
  if (clinic !== 'reached' || all.aborted) return findings
  await Promise.all([askStun(ways), ...RELAY_WAYS.map((way) => askRelay(way, ways))])
  if (all.aborted) return findings
  const quickest = RELAY_WAYS.find((way) => findings.relay[way] === 'yes')
  const relay = quickest && ways.relay.get(quickest)
  const throughRelay = relay === undefined ? null : await relaySpeed(ports, relay, all)
  found({ speed: throughRelay ?? (await echoSpeed(ports, all)) })
  return findings

  async function askStun({ stun }: IceWays): Promise<void> {
    if (stun !== null) found({ stun: await iceAnswer(ports, stun, 'srflx', stopAfter(ports, ICE_WITHIN_MS, all)) })
  }

  async function askRelay(way: (typeof RELAY_WAYS)[number], { relay }: IceWays): Promise<void> {
    const server = relay.get(way)
    if (server === undefined) return
    const answer = await iceAnswer(ports, server, 'relay', stopAfter(ports, ICE_WITHIN_MS, all))
    found({ relay: { ...findings.relay, [way]: answer } })
  }
}

/** AbortSignal.any and .timeout, which browsers of 2022 lack. */
function stopAfter({ clock }: NetworkPorts, withinMs: number, stop: AbortSignal): AbortSignal {
  const controller = new AbortController()
  const end = () => controller.abort()
  onStop(stop, end)
  clock.after(withinMs, end)
  return controller.signal
}
