import type { IceAgent } from './ice-agent.ts'
import type { SimulatedTransceiver } from './transceiver.ts'

/** What getStats says (W3C WebRTC Statistics), as far as src/call reads it. Candidates are lines of a description. */
export function statsOf(
  transceivers: readonly SimulatedTransceiver[],
  { local, remote, pair }: { local: readonly string[]; remote: readonly string[]; pair: IceAgent['selected'] },
): Map<string, object> {
  const report = new Map<string, object>()
  for (const { kind, mid, receiver } of transceivers) {
    if (mid === null) continue
    const { packets, bytes } = receiver
    report.set(`in ${mid}`, {
      type: 'inbound-rtp',
      kind,
      packetsReceived: packets,
      packetsLost: 0,
      bytesReceived: bytes,
    })
  }
  const found = { 'local-candidate': local, 'remote-candidate': remote }
  for (const [type, lines] of Object.entries(found)) {
    for (const line of lines) {
      report.set(`${type} ${line}`, { type, candidateType: line.includes('typ relay') ? 'relay' : 'host' })
    }
  }
  if (pair !== null) {
    const kindOf = ({ isRelayed }: { isRelayed: boolean }) => (isRelayed ? 'relay' : 'host')
    report.set('L', { type: 'local-candidate', candidateType: kindOf(pair.from) })
    report.set('R', { type: 'remote-candidate', candidateType: kindOf(pair.to) })
    report.set('P', { type: 'candidate-pair', nominated: true, localCandidateId: 'L', remoteCandidateId: 'R' })
    report.set('T', { type: 'transport', selectedCandidatePairId: 'P' })
  }
  return report
}
