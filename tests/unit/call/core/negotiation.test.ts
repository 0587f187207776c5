import { describe, expect, test } from 'vitest'
import type { Candidate } from '../../../../signaling/contract/client-messages.ts'
import {
  type Negotiation,
  type NegotiationEvent,
  newNegotiation,
  stepNegotiation,
} from '../../../../src/call/core/negotiation.ts'

const needed: NegotiationEvent = { type: 'needed' }
const offerMade: NegotiationEvent = { type: 'offer-made', sdp: 'our offer' }
const offer = (generation: number): NegotiationEvent => ({
  type: 'offer',
  generation,
  sdp: `their offer ${generation}`,
})
const answer = (generation: number): NegotiationEvent => ({ type: 'answer', generation, sdp: 'their answer' })
const theirs = (generation: number, name = 'c'): NegotiationEvent => ({
  type: 'candidate',
  generation,
  candidate: candidate(name),
})

function candidate(name: string): Candidate {
  return { candidate: name, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null }
}

function run(polite: boolean, ...events: NegotiationEvent[]) {
  let negotiation: Negotiation = newNegotiation(polite, 0)
  let effects: ReturnType<typeof stepNegotiation>['effects'] = []
  for (const event of events) ({ negotiation, effects } = stepNegotiation(negotiation, event))
  return { negotiation, effects }
}

describe('when two offers of one generation cross', () => {
  test('the impolite end keeps its own and passes over the candidates of the other', () => {
    const { negotiation, effects } = run(false, needed, offerMade, offer(1), theirs(1))
    expect(negotiation).toMatchObject({ state: 'offered', generation: 1, ignoreOffer: true, pending: [] })
    expect(effects).toEqual([])
    expect(run(false, needed, offerMade, offer(1), answer(1)).negotiation).toMatchObject({
      state: 'idle',
      ignoreOffer: false,
    })
  })

  test('the polite end gives way, whether its offer was made yet or not', () => {
    for (const events of [[needed], [needed, offerMade]]) {
      const { negotiation, effects } = run(true, ...events, offer(1))
      expect(negotiation).toMatchObject({ state: 'answering', generation: 1 })
      expect(effects).toEqual([{ do: 'accept-offer', sdp: 'their offer 1' }])
    }
    expect(run(true, needed, offer(1), offerMade).effects).toEqual([])
  })
})

describe('an offer that is out of date', () => {
  const stale: NegotiationEvent = { type: 'stale' }

  test('is followed by another, and the answer to the first counts for nothing', () => {
    const { negotiation, effects } = run(false, needed, offerMade, stale)
    expect(negotiation).toMatchObject({ state: 'making-offer', generation: 2 })
    expect(effects).toEqual([{ do: 'make-offer' }])
    expect(run(false, needed, offerMade, stale, offerMade, answer(1)).negotiation.state).toBe('offered')
    expect(run(false, needed, offerMade, stale, offerMade, answer(2)).negotiation.state).toBe('idle')
  })

  test('is only one that waits for its answer', () => {
    for (const events of [[], [needed], [offer(1)], [needed, offerMade, answer(1)]]) {
      expect(run(true, ...events, stale).effects).toEqual([])
    }
  })
})

describe('generations', () => {
  test('each offer counts on from the highest seen', () => {
    const { effects } = run(true, offer(7), { type: 'answer-made', sdp: 'our answer' }, needed, offerMade)
    expect(effects).toEqual([
      { do: 'send-description', description: { type: 'offer', sdp: 'our offer' }, generation: 8 },
    ])
  })

  test('[S2] offers, answers and candidates of an older generation are dropped', () => {
    for (const late of [offer(4), theirs(4)]) {
      expect(run(true, offer(5), { type: 'answer-made', sdp: '' }, late).effects).toEqual([])
    }
    expect(run(false, offer(5), { type: 'answer-made', sdp: '' }, needed, offerMade, answer(5)).effects).toEqual([])
  })

  test('a newer offer wins even against the impolite end: its maker must have seen ours through', () => {
    expect(run(false, needed, offerMade, offer(2)).effects).toEqual([{ do: 'accept-offer', sdp: 'their offer 2' }])
  })
})

describe('candidates', () => {
  test('theirs wait until there is the description they belong to', () => {
    expect(run(false, needed, offerMade, theirs(1, 'early'), answer(1)).effects).toEqual([
      { do: 'accept-answer', sdp: 'their answer' },
      { do: 'add-candidate', candidate: candidate('early') },
    ])
    expect(run(true, theirs(1, 'early'), offer(1)).effects).toEqual([
      { do: 'accept-offer', sdp: 'their offer 1' },
      { do: 'add-candidate', candidate: candidate('early') },
    ])
    expect(run(true, offer(1), theirs(1)).effects).toEqual([{ do: 'add-candidate', candidate: candidate('c') }])
  })

  test('ours wait until their description was sent', () => {
    const gathered: NegotiationEvent = { type: 'gathered', candidate: candidate('ours') }
    expect(run(false, needed, gathered).effects).toEqual([])
    expect(run(false, needed, gathered, offerMade).effects.map((effect) => effect.do)).toEqual([
      'send-description',
      'send-candidate',
    ])
    expect(run(false, needed, offerMade, gathered).effects).toEqual([
      { do: 'send-candidate', candidate: candidate('ours'), generation: 1 },
    ])
  })

  test('one of no negotiation at all is dropped', () => {
    expect(run(true, theirs(0)).negotiation.pending).toEqual([])
  })

  test('a flood of them is not kept', () => {
    const { negotiation } = run(true, ...Array.from({ length: 200 }, (_, index) => theirs(1, `${index}`)))
    expect(negotiation.pending.length).toBeLessThan(100)
  })
})

test('a round that is wanted during another follows it', () => {
  expect(run(false, needed, offerMade, needed, answer(1)).effects.map((effect) => effect.do)).toEqual([
    'accept-answer',
    'make-offer',
  ])
})

test('with the line back, an offer that was not answered is said again, and nothing else is', () => {
  const back: NegotiationEvent = { type: 'line-is-back' }
  expect(run(false, needed, offerMade, back).effects).toEqual([{ do: 'send-offer-again', generation: 1 }])
  expect(run(false, needed, offerMade, answer(1), back).effects).toEqual([])
  expect(run(true, offer(1), { type: 'answer-made', sdp: '' }, offer(1)).effects).toEqual([
    { do: 'accept-offer', sdp: 'their offer 1' },
  ])
})

test('a connection that starts over keeps the count', () => {
  expect(run(false, needed, offerMade, { type: 'started-over' }).negotiation).toEqual(newNegotiation(false, 1))
})
