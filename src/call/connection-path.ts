import type { ConnectionPath } from '../../signaling/contract/meeting.ts'

/**
 * How a link's media goes: through a relay when the candidate of either side is one; null while no pair is chosen. Chromium and Safari
 * name the pair in the transport's statistics (W3C webrtc-stats), Firefox marks the pair itself.
 */
export function connectionPath(report: Pick<RTCStatsReport, 'get' | 'values'>): ConnectionPath | null {
  const pair = chosenPair(report)
  if (pair === undefined) return null
  const kinds = [pair.localCandidateId, pair.remoteCandidateId].map((id) => report.get(id)?.candidateType)
  return kinds.includes('relay') ? 'relay' : 'direct'
}

function chosenPair(report: Pick<RTCStatsReport, 'get' | 'values'>): RTCIceCandidatePairStats | undefined {
  for (const stat of report.values()) {
    if (stat.type === 'transport' && stat.selectedCandidatePairId) return report.get(stat.selectedCandidatePairId)
  }
  for (const stat of report.values()) if (stat.type === 'candidate-pair' && stat.selected) return stat
  return undefined
}
