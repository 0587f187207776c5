import type { Findings, RelayWay } from '../core/network-verdict.ts'

const WAYS: readonly (readonly [way: RelayWay, name: string])[] = [
  ['udp', 'UDP'],
  ['tcp', 'TCP'],
  ['tls', 'TLS'],
]
const ANSWER_WORDS = { yes: 'answers', no: 'does not answer', 'not-tried': 'not tried' } as const
const CLINIC_WORDS = {
  'not-tried': 'not tried',
  reached: 'reached',
  'no-socket': 'pages come, the connection for calls does not',
  unreachable: 'not reached',
} as const

/** What was found, for whoever helps: each part and its result. Ways that the clinic does not have are left out. */
export function findingWords({
  clinic,
  stun,
  relay,
  speed,
}: Findings): readonly (readonly [what: string, result: string])[] {
  const relays = WAYS.filter(([way]) => relay[way] !== 'not-tried').map(
    ([way, name]) => [`Relay over ${name}`, ANSWER_WORDS[relay[way]]] as const,
  )
  return [
    ['The clinic’s server', CLINIC_WORDS[clinic]],
    ...(stun === 'not-tried' ? [] : [['Direct way (STUN)', ANSWER_WORDS[stun]] as const]),
    ...relays,
    ...(speed === null ? [] : [['Speed', `about ${Math.round(speed.kbps)} kbit/s`] as const]),
    ...(speed === null || speed.roundTripMs === null
      ? []
      : [['There and back', `${Math.round(speed.roundTripMs)} ms`] as const]),
  ]
}
