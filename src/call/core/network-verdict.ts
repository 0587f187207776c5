import type { NetworkVerdict } from '../../../signaling/contract/visit.ts'

/** The ways to a relay, the quickest first. */
export const RELAY_WAYS = ['udp', 'tcp', 'tls'] as const
export type RelayWay = (typeof RELAY_WAYS)[number]

/** `not-tried`: the clinic has none of this kind, or did not say which: nothing that could be held against a network. */
export type Answer = 'yes' | 'no' | 'not-tried'

/** How fast the line is. `null`: nothing was let through to measure by. */
export interface LineSpeed {
  readonly kbps: number
  /** The quickest there and back; null when nothing came back. */
  readonly roundTripMs: number | null
}

/** What a check has found out about somebody's network, so far. */
export interface Findings {
  /** `no-socket`: pages come, and the lasting connection that a call is set up over does not. */
  readonly clinic: 'not-tried' | 'reached' | 'no-socket' | 'unreachable'
  readonly stun: Answer
  readonly relay: Readonly<Record<RelayWay, Answer>>
  readonly speed: LineSpeed | null
}

export const NOTHING_FOUND: Findings = {
  clinic: 'not-tried',
  stun: 'not-tried',
  relay: { udp: 'not-tried', tcp: 'not-tried', tls: 'not-tried' },
  speed: null,
}

/** `blocked`: no way for picture and sound. `slow-answers`: too long there and back for a conversation. */
export type WhyVerdict = 'fine' | 'slow' | 'slow-answers' | 'blocked' | 'unreachable'

export interface Judgement {
  readonly verdict: NetworkVerdict
  readonly why: WhyVerdict
}

/** Kilobits a second that a picture beside the sound takes, and that sound alone takes. Below that people write. */
export const NEEDED_KBPS = { video: 150, sound: 35 } as const
/** Longer there and back, and two people talk across each other. */
export const LONGEST_ROUND_TRIP_MS = 1_000

/** What a visit over such a network can be; null where too little was found to say so. */
export function judge(findings: Findings): Judgement | null {
  const { clinic, speed } = findings
  if (clinic === 'not-tried') return null
  if (clinic !== 'reached') return { verdict: 'text-only', why: 'unreachable' }
  if (isBlocked(findings)) return { verdict: 'text-only', why: 'blocked' }
  if (speed === null) return null
  if (speed.kbps < NEEDED_KBPS.sound) return { verdict: 'text-only', why: 'slow' }
  if (speed.roundTripMs !== null && speed.roundTripMs > LONGEST_ROUND_TRIP_MS) {
    return { verdict: 'text-only', why: 'slow-answers' }
  }
  if (speed.kbps < NEEDED_KBPS.video) return { verdict: 'sound-only', why: 'slow' }
  return { verdict: 'video', why: 'fine' }
}

/** Something was tried and nothing answered. Where STUN answers, two browsers can mostly do without a relay. */
function isBlocked({ stun, relay }: Findings): boolean {
  const answers = [stun, ...RELAY_WAYS.map((way) => relay[way])]
  return answers.includes('no') && !answers.includes('yes')
}
