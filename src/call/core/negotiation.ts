import type { Candidate, Description } from '../../../signaling/contract/client-messages.ts'

/**
 * Perfect negotiation (W3C WebRTC 1.0, 10.7) for one pair, made deterministic by generations: an offer's generation is the highest
 * seen by its maker plus one. Of two offers that cross, the higher generation wins; of two alike, the impolite end's.
 * So both ends always agree on which one stands, also after messages were lost with a socket.
 */
export interface Negotiation {
  readonly polite: boolean
  /** Highest generation made or accepted; what is older is dropped (S2). */
  readonly generation: number
  readonly state: 'idle' | 'making-offer' | 'offered' | 'answering'
  /** The other end's offer of this generation lost against ours, so its candidates are of no use either. */
  readonly ignoreOffer: boolean
  /** Generation of the remote description that is set; 0: none, for offers count from 1. Candidates wait until theirs is. */
  readonly remote: number
  readonly pending: readonly { readonly generation: number; readonly candidate: Candidate }[]
  /** Our own candidates, kept until the description they belong to was sent. */
  readonly unsent: readonly Candidate[]
  /** Another round is wanted once this one is through. */
  readonly again: boolean
}

export type NegotiationEvent =
  | { readonly type: 'needed' } // from: connection    does: make an offer, now or after this round
  | { readonly type: 'stale' } // from: link          does: make another offer in place of the one that waits for its answer
  | { readonly type: 'offer-made'; readonly sdp: string } // from: connection    does: send it, unless overtaken
  | { readonly type: 'answer-made'; readonly sdp: string } // from: connection    does: send it
  | { readonly type: 'gathered'; readonly candidate: Candidate } // from: connection    does: send it, after its description
  | { readonly type: 'offer'; readonly generation: number; readonly sdp: string } // from: the other end
  | { readonly type: 'answer'; readonly generation: number; readonly sdp: string } // from: the other end
  | { readonly type: 'candidate'; readonly generation: number; readonly candidate: Candidate } // from: the other end
  | { readonly type: 'line-is-back' } // from: session       does: say an unanswered offer again
  | { readonly type: 'started-over' } // from: link          does: forget the old connection, keep the count

export type NegotiationEffect =
  | { readonly do: 'make-offer' }
  /** Set the remote offer (rolling our own back where there is one), then make the answer. */
  | { readonly do: 'accept-offer'; readonly sdp: string }
  | { readonly do: 'accept-answer'; readonly sdp: string }
  | { readonly do: 'add-candidate'; readonly candidate: Candidate }
  | { readonly do: 'send-description'; readonly description: Description; readonly generation: number }
  | { readonly do: 'send-candidate'; readonly candidate: Candidate; readonly generation: number }
  /** Send the local offer as it stands now, with the candidates found since. */
  | { readonly do: 'send-offer-again'; readonly generation: number }

/** A browser finds some ten candidates a generation; more than this is not one. */
const MOST_PENDING = 64

export function newNegotiation(polite: boolean, generation: number): Negotiation {
  return {
    polite,
    generation,
    state: 'idle',
    ignoreOffer: false,
    remote: 0,
    pending: [],
    unsent: [],
    again: false,
  }
}

interface Step {
  readonly negotiation: Negotiation
  readonly effects: readonly NegotiationEffect[]
}

export function stepNegotiation(now: Negotiation, event: NegotiationEvent): Step {
  switch (event.type) {
    case 'needed':
      return now.state === 'idle' ? makeOffer(now) : { negotiation: { ...now, again: true }, effects: [] }
    case 'stale':
      return now.state === 'offered' ? makeOffer(now) : { negotiation: now, effects: [] }
    case 'offer-made':
      return now.state === 'making-offer'
        ? sent({ ...now, state: 'offered' }, { type: 'offer', sdp: event.sdp })
        : { negotiation: now, effects: [] }
    case 'answer-made':
      return now.state === 'answering' ? answered(now, event.sdp) : { negotiation: now, effects: [] }
    case 'gathered':
      return now.state === 'making-offer' || now.state === 'answering'
        ? { negotiation: { ...now, unsent: [...now.unsent, event.candidate] }, effects: [] }
        : { negotiation: now, effects: [sendCandidate(now, event.candidate)] }
    case 'offer':
      return offerReceived(now, event.generation, event.sdp)
    case 'answer':
      return now.state === 'offered' && event.generation === now.generation
        ? answerReceived(now, event.sdp)
        : { negotiation: now, effects: [] }
    case 'candidate':
      return candidateReceived(now, event.generation, event.candidate)
    case 'line-is-back':
      return {
        negotiation: now,
        effects: now.state === 'offered' ? [{ do: 'send-offer-again', generation: now.generation }] : [],
      }
    case 'started-over':
      return { negotiation: newNegotiation(now.polite, now.generation), effects: [] }
  }
}

function makeOffer(now: Negotiation): Step {
  const negotiation: Negotiation = {
    ...now,
    state: 'making-offer',
    generation: now.generation + 1,
    ignoreOffer: false,
    again: false,
  }
  return { negotiation, effects: [{ do: 'make-offer' }] }
}

function offerReceived(now: Negotiation, generation: number, sdp: string): Step {
  if (generation < now.generation) return { negotiation: now, effects: [] }
  const crossed = (now.state === 'making-offer' || now.state === 'offered') && generation === now.generation
  if (crossed && !now.polite) return { negotiation: { ...now, ignoreOffer: true }, effects: [] }
  const negotiation: Negotiation = {
    ...now,
    state: 'answering',
    generation,
    ignoreOffer: false,
    remote: generation,
    pending: now.pending.filter((waiting) => waiting.generation > generation),
    unsent: [],
  }
  const ripe = ripeCandidates(now, generation)
  return { negotiation, effects: [{ do: 'accept-offer', sdp }, ...ripe] }
}

function answerReceived(now: Negotiation, sdp: string): Step {
  const { generation } = now
  const accepted: Negotiation = {
    ...now,
    state: 'idle',
    ignoreOffer: false,
    remote: generation,
    pending: now.pending.filter((waiting) => waiting.generation > generation),
  }
  return andAgain(accepted, [{ do: 'accept-answer', sdp }, ...ripeCandidates(now, generation)])
}

function answered(now: Negotiation, sdp: string): Step {
  const { negotiation, effects } = sent({ ...now, state: 'idle' }, { type: 'answer', sdp })
  return andAgain(negotiation, effects)
}

function andAgain(negotiation: Negotiation, effects: readonly NegotiationEffect[]): Step {
  if (!negotiation.again) return { negotiation, effects }
  const next = makeOffer(negotiation)
  return { negotiation: next.negotiation, effects: [...effects, ...next.effects] }
}

function sent(now: Negotiation, description: Description): Step {
  return {
    negotiation: { ...now, unsent: [] },
    effects: [
      { do: 'send-description', description, generation: now.generation },
      ...now.unsent.map((candidate) => sendCandidate(now, candidate)),
    ],
  }
}

function candidateReceived(now: Negotiation, generation: number, candidate: Candidate): Step {
  const stale = generation === 0 || generation < now.generation || (now.ignoreOffer && generation === now.generation)
  if (stale) return { negotiation: now, effects: [] }
  if (generation === now.remote && now.state !== 'making-offer' && now.state !== 'offered') {
    return { negotiation: now, effects: [{ do: 'add-candidate', candidate }] }
  }
  if (now.pending.length >= MOST_PENDING) return { negotiation: now, effects: [] }
  return { negotiation: { ...now, pending: [...now.pending, { generation, candidate }] }, effects: [] }
}

function ripeCandidates(now: Negotiation, generation: number): NegotiationEffect[] {
  return now.pending
    .filter((waiting) => waiting.generation === generation)
    .map(({ candidate }) => ({ do: 'add-candidate', candidate }))
}

function sendCandidate(now: Negotiation, candidate: Candidate): NegotiationEffect {
  return { do: 'send-candidate', candidate, generation: now.generation }
}
