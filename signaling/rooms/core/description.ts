import type { Description } from '../../contract/client-messages.ts'
import { LIMITS } from '../../contract/limits.ts'
import { isRelay, withoutRelatedAddress } from './candidate.ts'

/**
 * S1: may this description go to the other side? Refused are those that are too long, have too many media sections or candidates,
 * carry keys in the open (`a=crypto`, RFC 4568) or leave a section without a SHA-256 fingerprint to hold DTLS against (RFC 8827).
 */
export function isAcceptable(sdp: string): boolean {
  if (sdp.length > LIMITS.descriptionLength) return false
  const lines = linesOf(sdp)
  let sections = 0
  let candidates = 0
  let wholeSession = false
  // The sections before the one being read are all covered.
  let covered = true
  for (const line of lines) {
    if (line.startsWith('m=')) {
      if (!covered && !wholeSession) return false
      sections += 1
      covered = isRejectedSection(line)
    } else if (/^a=crypto\b/i.test(line)) {
      return false
    } else if (/^a=fingerprint:/i.test(line)) {
      // A weaker hash beside a strong one is still one that might be believed.
      if (!/^a=fingerprint:sha-256 [0-9a-f]{2}(:[0-9a-f]{2}){31}$/i.test(line)) return false
      if (sections === 0) wholeSession = true
      covered = true
    } else if (line.startsWith('a=candidate:')) {
      candidates += 1
    }
  }
  return (
    sections > 0 &&
    sections <= LIMITS.mediaSections &&
    candidates <= LIMITS.candidatesInDescription &&
    (covered || wholeSession)
  )
}

/**
 * S2 for what a description itself carries: no candidates but a relay's, and no addresses in the lines that name a default one
 * (ICE ignores those: RFC 8839, 4.2.1.1).
 */
export function withRelayAddressesAlone<D extends Description>(description: D): D {
  const lines = linesOf(description.sdp)
    .filter((line) => !line.startsWith('a=candidate:') || isRelay(line.slice('a='.length)))
    .map((line) => {
      if (line.startsWith('a=candidate:')) return withoutRelatedAddress(line)
      if (/^(c=|o=|a=rtcp:)/.test(line)) return line.replace(/\bIN +IP[46] +\S+/i, 'IN IP4 0.0.0.0')
      return line
    })
  return { ...description, sdp: lines.join('\r\n') }
}

/** Whatever a browser might take for the end of a line is one. */
function linesOf(sdp: string): string[] {
  return sdp.split(/\r\n|\r|\n/)
}

/** Port 0: refused, or (with `a=bundle-only`) sent over another section's transport. */
function isRejectedSection(line: string): boolean {
  return /^m=\S+ 0 /.test(line)
}
