/** What is known of a first link that does not come up. */
export interface BlockFacts {
  /** Our line to the clinic is there; theirs is not. */
  readonly lineIsOpen: boolean
  readonly isAway: boolean
  /** Their page has answered an offer, or made one that we answered. */
  readonly isAnswered: boolean
  /** Ways that were found from here, and that they told us of. */
  readonly own: readonly CandidateKind[]
  readonly theirs: readonly CandidateKind[]
  /** The clinic has a relay; the visit may go through it alone. */
  readonly hasRelay: boolean
  readonly relayOnly: boolean
}

/** As far as it matters here: of a relay, or straight from their own network. */
export type CandidateKind = 'relay' | 'direct'

/**
 * Why picture and sound do not come. `no-relay`: they may take a relay's way alone, and the clinic has none. `no-network`: no way out of this network was found at all. `relay-silent`: the clinic's relay does not
 * answer from here, as where UDP and foreign ports are kept out. `their-network`: they found no way out. `no-way`: neither network lets the
 * other in and there is no relay between them. `through-relay`: it answers, and is tried alone. `unusable`: the browsers refuse each other.
 */
export type BlockCause =
  | 'line-lost'
  | 'away'
  | 'no-answer'
  | 'no-relay'
  | 'no-network'
  | 'relay-silent'
  | 'their-network'
  | 'no-way'
  | 'through-relay'
  | 'unusable'

/** What has to be there first is named first. */
export function causeOf(facts: BlockFacts): BlockCause {
  const { lineIsOpen, isAway, isAnswered, own, theirs, hasRelay, relayOnly } = facts
  if (!lineIsOpen) return 'line-lost'
  if (isAway) return 'away'
  if (relayOnly && !hasRelay) return 'no-relay'
  if (own.length === 0) return relayOnly ? 'relay-silent' : 'no-network'
  if (!isAnswered) return 'no-answer'
  if (hasRelay && !own.includes('relay')) return 'relay-silent'
  if (theirs.length === 0) return 'their-network'
  return hasRelay ? 'through-relay' : 'no-way'
}

/** Would it help to send less? Only where it is not known that nothing passes at all. */
export function mayHelpSoundOnly(cause: BlockCause): boolean {
  return cause === 'through-relay' || cause === 'no-way' || cause === 'their-network'
}
