import { setMaxListeners } from 'node:events'
import type { RelayTrial } from '../contract/relay-trial.ts'
import { turnCredential } from './credentials.ts'
import { tryRelayUrl } from './relay-trial.ts'
import { quickestFirst, readRelayUrl } from './relay-url.ts'
import { trialSentence } from './trial-finding.ts'

export interface RelayTrialsPorts {
  readonly stunUrls: readonly string[]
  readonly turnUrls: readonly string[]
  readonly turnSecret: string | null
  readonly randomId: () => string
  readonly now: () => number
  readonly elapsed: () => number
}

/** What does not answer within this time is of no use to a call either; and nobody waits longer for the answer to "does it work?". */
const WITHIN_MS = 4_000

/**
 * Tries every STUN and TURN address from here, all at once, with a credential such as people get. What is found holds for this server's place in
 * the network: a firewall may still be in somebody else's way.
 */
export function createRelayTrials(ports: RelayTrialsPorts): () => Promise<RelayTrial[]> {
  const { stunUrls, turnSecret, elapsed } = ports
  const turnUrls = turnSecret === null ? [] : quickestFirst(ports.turnUrls)
  /** Who asks while it is being tried gets the same answer: asking a lot tries no more often. */
  let underWay: Promise<RelayTrial[]> | null = null

  function tryAll(): Promise<RelayTrial[]> {
    const credential = turnCredential(turnSecret ?? '', ports.randomId(), ports.now())
    const deadline = AbortSignal.timeout(WITHIN_MS)
    // Each connection of each trial waits for it.
    setMaxListeners(0, deadline)
    return Promise.all(
      [...stunUrls, ...turnUrls].map(async (url): Promise<RelayTrial> => {
        const startedAt = elapsed()
        const finding = await tryRelayUrl(url, { credential, elapsed, deadline })
        return {
          url,
          way: readRelayUrl(url)?.transport ?? null,
          good: finding.is === 'works',
          sentence: trialSentence(finding),
          ms: Math.round(elapsed() - startedAt),
        }
      }),
    )
  }

  return () => {
    underWay ??= tryAll().finally(() => {
      underWay = null
    })
    return underWay
  }
}
