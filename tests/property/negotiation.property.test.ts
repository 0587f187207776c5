import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Negotiation,
  type NegotiationEffect,
  type NegotiationEvent,
  newNegotiation,
  stepNegotiation,
} from '../../src/call/core/negotiation.ts'

/** A connection as far as negotiation sees it: it throws where a browser would. */
class ModelConnection {
  local: string | null = null
  remote: string | null = null
  signaling: 'stable' | 'have-local-offer' = 'stable'

  makeOffer(name: string): string {
    this.signaling = 'have-local-offer'
    this.local = name
    return name
  }
  acceptOffer(sdp: string): { answer: string; rolledBack: boolean } {
    const rolledBack = this.signaling === 'have-local-offer'
    this.signaling = 'stable'
    this.remote = sdp
    this.local = `answer to ${sdp}`
    return { answer: this.local, rolledBack }
  }
  acceptAnswer(sdp: string): void {
    if (this.signaling !== 'have-local-offer') throw new Error('an answer to nothing')
    if (sdp !== `answer to ${this.local}`) throw new Error('an answer to something else')
    this.signaling = 'stable'
    this.remote = sdp
  }
}

/** One end: its events one after the other, each with its effects performed one after the other, as peer-link.ts does. */
class End {
  readonly connection = new ModelConnection()
  readonly inbox: NegotiationEvent[] = []
  readonly wire: NegotiationEvent[] = []
  negotiation: Negotiation
  private readonly name: string
  private effects: NegotiationEffect[] = []
  private offers = 0

  constructor(name: string, polite: boolean) {
    this.name = name
    this.negotiation = newNegotiation(polite, 0)
  }

  get isBusy(): boolean {
    return this.effects.length > 0 || this.inbox.length > 0
  }

  advance(): void {
    const effect = this.effects.shift()
    if (effect !== undefined) {
      this.perform(effect)
      return
    }
    const event = this.inbox.shift()
    if (event !== undefined) this.step(event)
  }

  private step(event: NegotiationEvent): void {
    const { negotiation, effects } = stepNegotiation(this.negotiation, event)
    this.negotiation = negotiation
    this.effects = [...effects, ...this.effects]
  }

  private perform(effect: NegotiationEffect): void {
    switch (effect.do) {
      case 'make-offer': {
        this.offers += 1
        this.step({ type: 'offer-made', sdp: this.connection.makeOffer(`${this.name}${this.offers}`) })
        break
      }
      case 'accept-offer': {
        const { answer, rolledBack } = this.connection.acceptOffer(effect.sdp)
        // The browser says again what the rollback took back.
        if (rolledBack) this.inbox.push({ type: 'needed' })
        this.step({ type: 'answer-made', sdp: answer })
        break
      }
      case 'accept-answer':
        this.connection.acceptAnswer(effect.sdp)
        break
      case 'send-description':
        this.wire.push({ type: effect.description.type, generation: effect.generation, sdp: effect.description.sdp })
        break
      case 'send-offer-again':
        this.wire.push({ type: 'offer', generation: effect.generation, sdp: this.connection.local ?? '' })
        break
      case 'send-candidate':
        this.wire.push({ type: 'candidate', generation: effect.generation, candidate: effect.candidate })
        break
      case 'add-candidate':
        if (this.connection.remote === null) throw new Error('a candidate before its description')
    }
  }
}

type Move =
  | 'a-advances'
  | 'b-advances'
  | 'a-hears'
  | 'b-hears'
  | 'a-needs'
  | 'b-needs'
  | 'a-moves'
  | 'b-moves'
  | 'a-gathers'
  | 'line-breaks'

function play(move: Move, a: End, b: End): void {
  switch (move) {
    case 'a-advances':
      a.advance()
      break
    case 'b-advances':
      b.advance()
      break
    case 'a-hears':
      a.inbox.push(...b.wire.splice(0, 1))
      break
    case 'b-hears':
      b.inbox.push(...a.wire.splice(0, 1))
      break
    case 'a-needs':
      a.inbox.push({ type: 'needed' })
      break
    case 'b-needs':
      b.inbox.push({ type: 'needed' })
      break
    case 'a-moves':
      a.inbox.push({ type: 'stale' })
      break
    case 'b-moves':
      b.inbox.push({ type: 'stale' })
      break
    case 'a-gathers':
      // Browsers gather for a description.
      if (a.connection.local === null) return
      a.inbox.push({
        type: 'gathered',
        candidate: { candidate: 'c', sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null },
      })
      break
    case 'line-breaks':
      // What is under way both ways is lost; then both hear that the line is back.
      for (const end of [a, b]) {
        end.wire.length = 0
        end.inbox.push({ type: 'line-is-back' })
      }
  }
}

function settle(a: End, b: End): void {
  for (let rounds = 0; rounds < 1_000; rounds += 1) {
    if (!a.isBusy && !b.isBusy && a.wire.length === 0 && b.wire.length === 0) return
    for (const move of ['a-advances', 'b-advances', 'a-hears', 'b-hears'] as const) play(move, a, b)
  }
  throw new Error('they never come to rest')
}

/** Mostly progress, so that rounds get finished, and now and then something that disturbs them. */
const progress = fc.constantFrom<Move>('a-advances', 'b-advances', 'a-hears', 'b-hears')
const wishes = fc.constantFrom<Move>('a-needs', 'b-needs', 'a-moves', 'b-moves', 'a-gathers')
const quiet = fc.oneof({ weight: 6, arbitrary: progress }, { weight: 1, arbitrary: wishes })
const rough = fc.oneof({ weight: 30, arbitrary: quiet }, { weight: 1, arbitrary: fc.constant<Move>('line-breaks') })

for (const [name, move] of [
  ['offers that cross at any moment', quiet],
  ['offers that cross on a line that breaks', rough],
] as const) {
  test(`${name} leave both ends stable, agreed on one offer and its answer`, () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 120, size: 'max' }), (played) => {
        const a = new End('a', false)
        const b = new End('b', true)
        for (const move of played) play(move, a, b)
        settle(a, b)
        expect([a.negotiation.state, b.negotiation.state]).toEqual(['idle', 'idle'])
        expect([a.negotiation.again, b.negotiation.again]).toEqual([false, false])
        expect(a.negotiation.generation).toBe(b.negotiation.generation)
        expect(a.connection.local).toBe(b.connection.remote)
        expect(b.connection.local).toBe(a.connection.remote)
      }),
      { numRuns: 1_000 },
    )
  })
}
