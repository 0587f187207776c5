import type { NoWay } from './wire.ts'

/** How it went with one STUN or TURN address. */
export type TrialFinding =
  /** `carried`: how long a packet took through the relay and back. */
  | { readonly is: 'works'; readonly carriedMs: number | null }
  | { readonly is: 'no-address' }
  /** TURN over DTLS, which no browser speaks. */
  | { readonly is: 'no-browser' }
  | { readonly is: 'no-way'; readonly why: NoWay }
  | { readonly is: 'lets-anybody-in' }
  | { readonly is: 'no-realm' }
  | { readonly is: 'wrong-secret' }
  | { readonly is: 'refused'; readonly code: number }
  /** Peers that must never be reached through a relay, and are. */
  | { readonly is: 'leads-inside'; readonly peers: readonly string[] }
  /** Two people who can both only use the relay are kept apart. */
  | { readonly is: 'refuses-itself'; readonly address: string }
  | { readonly is: 'carries-nothing'; readonly address: string }

/** What an administrator reads, and what to do about it. */
export function trialSentence(finding: TrialFinding): string {
  switch (finding.is) {
    case 'works':
      return finding.carriedMs === null
        ? 'Answers.'
        : `Works: a packet went through it and back in ${finding.carriedMs} ms.`
    case 'no-address':
      return 'Is no address that browsers understand. It should look like turn:turn.example.org:3478?transport=udp.'
    case 'no-browser':
      return 'Asks for TURN over DTLS, which no browser speaks. It should end in ?transport=tcp.'
    case 'no-way':
      return NO_WAY[finding.why]
    case 'lets-anybody-in':
      return 'Lets in people without a name and password: anybody may use it. Its configuration lacks use-auth-secret.'
    case 'no-realm':
      return 'Names no realm, so that no password is right. Its configuration lacks a realm.'
    case 'wrong-secret':
      return 'Refuses our password: TURN_SECRET is not its static-auth-secret, or the two clocks are minutes apart.'
    case 'refused':
      return REFUSED[finding.code] ?? `Refuses to relay, with the code ${finding.code} of RFC 8656.`
    case 'leads-inside':
      return `Leads to ${finding.peers.join(', ')}: anybody in a visit reaches the network behind it. Its configuration lacks denied-peer-ip lines.`
    case 'refuses-itself':
      return `Refuses its own address ${finding.address} as a peer, so that two people who both need the relay cannot be connected. Its configuration lacks allowed-peer-ip=${finding.address}.`
    case 'carries-nothing':
      return `Lets us in and carries nothing to its own address ${finding.address}. A firewall closes the ports it relays on (min-port to max-port, UDP), or external-ip is wrong.`
  }
}

const NO_WAY: Readonly<Record<NoWay, string>> = {
  'unknown-host': 'Nobody knows this name: it is in no DNS that this server asks.',
  silent: 'Does not answer: it is not running, or a firewall is in between.',
  refused: 'Nothing listens there: the relay is not running, or listens on another port.',
  'no-tls': 'Does not speak TLS on that port.',
  'certificate-expired': 'Has a certificate that has run out or is not good yet.',
  'certificate-name': 'Has a certificate for another name.',
  'certificate-untrusted': 'Has a certificate from nobody this server knows, and browsers will not either.',
}

/** Codes of RFC 8656, 19, that an operator can do something about. */
const REFUSED: Readonly<Record<number, string>> = {
  486: 'Is at its limit for one person (user-quota).',
  508: 'Has no address left to give (total-quota, or min-port to max-port).',
}
