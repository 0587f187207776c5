import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BlockFacts, causeOf, mayHelpSoundOnly } from '../../../../src/call/core/block-cause.ts'

const FACTS: BlockFacts = {
  lineIsOpen: true,
  isAway: false,
  isAnswered: true,
  own: ['direct', 'relay'],
  theirs: ['direct', 'relay'],
  hasRelay: true,
  relayOnly: false,
}
const cause = (some: Partial<BlockFacts>) => causeOf({ ...FACTS, ...some })

test.each<[ReturnType<typeof cause>, Partial<BlockFacts>]>([
  ['line-lost', { lineIsOpen: false, own: [] }],
  ['away', { isAway: true, isAnswered: false }],
  ['no-relay', { relayOnly: true, hasRelay: false, own: [] }],
  ['no-network', { own: [], isAnswered: false }],
  ['relay-silent', { own: [], relayOnly: true }],
  ['no-answer', { isAnswered: false, theirs: [] }],
  ['relay-silent', { own: ['direct'] }],
  ['their-network', { theirs: [] }],
  ['through-relay', {}],
  ['no-way', { own: ['direct'], theirs: ['direct'], hasRelay: false }],
])('“%s” is named when that is what is known', (name, some) => {
  expect(cause(some)).toBe(name)
})

test('the relay is spoken of only where the clinic has one or the visit needs one', () => {
  const kinds = fc.subarray(['direct', 'relay'] as const)
  const facts = fc.record<BlockFacts>({
    lineIsOpen: fc.boolean(),
    isAway: fc.boolean(),
    isAnswered: fc.boolean(),
    own: kinds,
    theirs: kinds,
    hasRelay: fc.constant(false),
    relayOnly: fc.constant(false),
  })
  fc.assert(
    fc.property(facts, (some) => {
      expect(['relay-silent', 'through-relay', 'no-relay']).not.toContain(causeOf(some))
    }),
  )
})

test('sending less is not offered to whom nothing can be sent at all', () => {
  for (const none of ['line-lost', 'away', 'no-answer', 'no-network', 'relay-silent'] as const) {
    expect(mayHelpSoundOnly(none)).toBe(false)
  }
  expect(mayHelpSoundOnly('through-relay')).toBe(true)
})
