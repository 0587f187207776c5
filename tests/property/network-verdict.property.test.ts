import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Answer, type Findings, judge, RELAY_WAYS } from '../../src/call/core/network-verdict.ts'

const BEST_FIRST = ['video', 'sound-only', 'text-only']
const answer = fc.constantFrom<Answer>('yes', 'no', 'not-tried')
const speed = fc.record({
  kbps: fc.double({ min: 0, max: 5_000, noNaN: true }),
  roundTripMs: fc.option(fc.double({ min: 0, max: 5_000, noNaN: true })),
})
const findings: fc.Arbitrary<Findings> = fc.record({
  clinic: fc.constantFrom('not-tried' as const, 'reached' as const, 'no-socket' as const, 'unreachable' as const),
  stun: answer,
  relay: fc.record({ udp: answer, tcp: answer, tls: answer }),
  speed: fc.option(speed),
})

/** 0 is best. What cannot be told counts as best, for nobody is told anything bad then. */
function rank(found: Findings): number {
  return Math.max(0, BEST_FIRST.indexOf(judge(found)?.verdict ?? 'video'))
}

test('a faster line never carries less', () => {
  fc.assert(
    fc.property(findings, speed, fc.double({ min: 0, max: 1_000, noNaN: true }), (found, line, more) => {
      const faster = { ...line, kbps: line.kbps + more }
      expect(rank({ ...found, speed: faster })).toBeLessThanOrEqual(rank({ ...found, speed: line }))
    }),
  )
})

test('a network is never worse for an answer, or for a question that was not asked, than for silence', () => {
  fc.assert(
    fc.property(findings, fc.constantFrom<Answer>('yes', 'not-tried'), (found, instead) => {
      expect(rank({ ...found, stun: instead })).toBeLessThanOrEqual(rank({ ...found, stun: 'no' }))
      for (const way of RELAY_WAYS) {
        const told = (one: Answer) => ({ ...found, relay: { ...found.relay, [way]: one } })
        expect(rank(told(instead))).toBeLessThanOrEqual(rank(told('no')))
      }
    }),
  )
})

test('a clinic without STUN and relay is never blamed on the network', () => {
  fc.assert(
    fc.property(findings, (found) => {
      const plain = {
        ...found,
        stun: 'not-tried',
        relay: { udp: 'not-tried', tcp: 'not-tried', tls: 'not-tried' },
      } as const
      expect(judge(plain)?.why).not.toBe('blocked')
    }),
  )
})

test('a picture is promised to nobody whose speed was not measured, or over whose network nothing answered', () => {
  fc.assert(
    fc.property(findings, (found) => {
      if (judge(found)?.verdict !== 'video') return
      expect(found.clinic).toBe('reached')
      expect(found.speed?.kbps).toBeGreaterThanOrEqual(150)
      const asked = [found.stun, ...RELAY_WAYS.map((way) => found.relay[way])].filter((one) => one !== 'not-tried')
      expect(asked.length === 0 || asked.includes('yes')).toBe(true)
    }),
  )
})
