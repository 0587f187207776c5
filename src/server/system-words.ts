import type { SystemView } from '../../signaling/contract/admin.ts'
import type { RelayTrial } from '../../signaling/contract/relay-trial.ts'
import { counted } from './figure-words.ts'

/** One thing about the running system: `good` null where nothing can be wrong with it. */
export interface SystemFact {
  readonly what: string
  readonly words: string
  readonly good: boolean | null
  /** What it was found of or by, in small. */
  readonly detail?: string
}

const WAYS = { udp: ' over UDP', tcp: ' over TCP', tls: ' over TLS', dtls: ' over DTLS' } as const

export function storeFacts({ store }: SystemView): SystemFact[] {
  const kind = store.kind === 'mongodb' ? 'MongoDB' : 'The embedded store, a file on this server'
  return [
    { what: 'Store', words: kind, good: null },
    { what: 'Can be written to', words: store.writable ? 'Yes' : 'No: nothing can be kept now', good: store.writable },
    store.probe === null
      ? { what: 'Probe of its promises', words: 'Not needed: it runs inside this program', good: null }
      : { what: 'Probe of its promises', words: store.probe.finding, good: store.probe.passed },
  ]
}

export function relayFacts({ relay }: SystemView): SystemFact[] {
  const hasRelay = relay.turnUrls.length > 0
  return [
    { what: 'STUN servers', words: relay.stunUrls.join(', ') || 'None', good: null },
    {
      what: 'TURN servers',
      words: hasRelay ? relay.turnUrls.join(', ') : 'None: people behind strict networks cannot be connected',
      good: hasRelay,
    },
    {
      what: 'TURN secret',
      words: relay.hasSecret ? 'Set' : 'Not set',
      good: relay.hasSecret || !hasRelay ? (relay.hasSecret ? true : null) : false,
    },
  ]
}

/** How it went with each address when it was tried. */
export function trialFacts(trials: readonly RelayTrial[]): SystemFact[] {
  return trials.map(({ url, way, good, sentence, ms }) => ({
    what: `${/^stun/i.test(url) ? 'STUN' : 'TURN'}${way === null ? '' : WAYS[way]}`,
    words: sentence,
    good,
    detail: `${url}, ${ms} ms`,
  }))
}

export function auditFact({ audit }: SystemView): SystemFact {
  const good = audit.brokenAt === null
  const words = good
    ? `Whole: ${counted(audit.lines, 'line')} checked just now`
    : `Broken at line ${audit.brokenAt}: a line was changed or is missing`
  return { what: 'Audit trail', words, good }
}
