import { expect, test } from 'vitest'
import type { SystemView } from '../../../signaling/contract/admin.ts'
import { auditFact, relayFacts, storeFacts, trialFacts } from '../../../src/server/system-words.ts'

const SYSTEM: SystemView = {
  version: '1',
  startedAt: 0,
  store: { kind: 'embedded', writable: true, probe: null },
  relay: { stunUrls: [], turnUrls: ['turn:t.example:3478'], hasSecret: true },
  retentionDays: 30,
  memoryBytes: 1,
  audit: { lines: 7, brokenAt: null },
}
const worst = (facts: { good: boolean | null }[]) => facts.filter(({ good }) => good === false).length

test('where all is well nothing asks to be looked at', () => {
  expect(worst([...storeFacts(SYSTEM), ...relayFacts(SYSTEM), auditFact(SYSTEM)])).toBe(0)
})

test('a store that cannot be written to, or breaks its promises, is pointed at', () => {
  const probe = { passed: false, finding: '17 of 50 won' }
  const facts = storeFacts({ ...SYSTEM, store: { kind: 'mongodb', writable: false, probe } })
  expect(worst(facts)).toBe(2)
  expect(facts.map(({ words }) => words)).toContain('17 of 50 won')
})

test('a relay without its secret is pointed at; no relay at all is one finding, not two', () => {
  expect(worst(relayFacts({ ...SYSTEM, relay: { ...SYSTEM.relay, hasSecret: false } }))).toBe(1)
  expect(worst(relayFacts({ ...SYSTEM, relay: { stunUrls: [], turnUrls: [], hasSecret: false } }))).toBe(1)
})

test('a trial says of each address how it went and how long it took', () => {
  const trial = { url: 'turn:t.example', way: 'udp', good: false, sentence: 'Does not answer.', ms: 4_000 } as const
  expect(trialFacts([trial])).toEqual([
    { what: 'TURN over UDP', words: 'Does not answer.', good: false, detail: 'turn:t.example, 4000 ms' },
  ])
})

test('a broken trail says where', () => {
  expect(auditFact({ ...SYSTEM, audit: { lines: 9, brokenAt: 4 } })).toMatchObject({
    good: false,
    words: expect.stringContaining('line 4'),
  })
})
