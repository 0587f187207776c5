import type { Candidate } from '../../contract/client-messages.ts'

/**
 * S2: what becomes of a candidate: the one to pass on, or null when it is not for the other side's eyes.
 * In a relay-only meeting that is every candidate but a relay's.
 */
export function candidateToPass(candidate: Candidate, relayOnly: boolean): Candidate | null {
  // One line is one candidate; a second one behind a line break would pass unseen.
  if (/[\r\n]/.test(candidate.candidate)) return null
  if (!relayOnly || candidate.candidate === '') return candidate
  if (!isRelay(candidate.candidate)) return null
  const line = withoutRelatedAddress(candidate.candidate)
  return line === candidate.candidate ? candidate : { ...candidate, candidate: line }
}

/** RFC 8839, 5.1: `candidate:foundation component transport priority address port typ type …` */
export function isRelay(line: string): boolean {
  return line.split(/ +/, 8).slice(6).join(' ') === 'typ relay'
}

/** A relay candidate names, as its related address, where the relay saw its client: the very thing to be kept (RFC 8839, 5.1). */
export function withoutRelatedAddress(line: string): string {
  return line.replace(/ raddr \S+/g, ' raddr 0.0.0.0').replace(/ rport \S+/g, ' rport 0')
}
