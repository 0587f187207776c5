import type { CallerAs } from '../../../signaling/contract/caller-as.ts'
import type { RoomId } from '../../../signaling/contract/ids.ts'
import { type Findings, type Judgement, judge, NOTHING_FOUND } from '../core/network-verdict.ts'
import { checkNetwork } from './check-network.ts'
import type { NetworkPorts } from './network-ports.ts'
import { post } from './post.ts'

/** Whose network is tested for which visit; null where it is only tried out. */
export type CheckedVisit = { readonly roomId: RoomId; readonly as: CallerAs | undefined } | null

/** How a check stands. `judgement`: null where too little was found. */
export type NetworkState =
  | { readonly is: 'testing'; readonly findings: Findings }
  | { readonly is: 'tested'; readonly findings: Findings; readonly judgement: Judgement | null }

/** Tests this browser's network and keeps the verdict with the visit. What it gives back stops it at once: a call needs the line for itself. */
export function startNetworkCheck(
  ports: NetworkPorts,
  visit: CheckedVisit,
  changed: (state: NetworkState) => void,
): () => void {
  const stop = new AbortController()
  changed({ is: 'testing', findings: NOTHING_FOUND })
  void run()
  return () => stop.abort()

  async function run(): Promise<void> {
    const findings = await checkNetwork(ports, stop.signal, (sofar) => tell({ is: 'testing', findings: sofar }))
    const judgement = judge(findings)
    tell({ is: 'tested', findings, judgement })
    if (judgement !== null && visit !== null && !stop.signal.aborted) {
      // Not answered: the doctor sees "not checked", and the person has read the verdict.
      await post(ports, `/api/call/${visit.roomId}/check`, { ...asOf(visit), verdict: judgement.verdict }, null)
    }
  }

  function tell(state: NetworkState): void {
    if (!stop.signal.aborted) changed(state)
  }
}

function asOf({ as }: { readonly as: CallerAs | undefined }): { readonly as?: CallerAs } {
  return as === undefined ? {} : { as }
}
