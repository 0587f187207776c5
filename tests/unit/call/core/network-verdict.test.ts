import { describe, expect, test } from 'vitest'
import { type Findings, judge, NOTHING_FOUND } from '../../../../src/call/core/network-verdict.ts'

const REACHED: Findings = { ...NOTHING_FOUND, clinic: 'reached' }
const speed = (kbps: number, roundTripMs: number | null = 60) => ({ kbps, roundTripMs })
const relay = (udp: 'yes' | 'no' | 'not-tried', others: 'yes' | 'no' | 'not-tried' = udp) => ({
  udp,
  tcp: others,
  tls: others,
})

describe('the speed of a line', () => {
  test.each([
    [800, 'video'],
    [150, 'video'],
    [149, 'sound-only'],
    [35, 'sound-only'],
    [34, 'text-only'],
    [0, 'text-only'],
  ])('of %i kbit/s carries %s', (kbps, verdict) => {
    expect(judge({ ...REACHED, speed: speed(kbps) })?.verdict).toBe(verdict)
  })

  test('helps nobody who waits more than a second for an answer', () => {
    expect(judge({ ...REACHED, speed: speed(800, 1_000) })).toEqual({ verdict: 'video', why: 'fine' })
    expect(judge({ ...REACHED, speed: speed(800, 1_001) })).toEqual({ verdict: 'text-only', why: 'slow-answers' })
  })
})

describe('a network', () => {
  test('that does not let anything to the clinic, or no lasting connection, leaves the telephone', () => {
    for (const clinic of ['unreachable', 'no-socket'] as const) {
      expect(judge({ ...NOTHING_FOUND, clinic })).toEqual({ verdict: 'text-only', why: 'unreachable' })
    }
  })

  test('through which no server for picture and sound answers is blocked, however fast', () => {
    const blocked = { verdict: 'text-only', why: 'blocked' }
    expect(judge({ ...REACHED, speed: speed(800), stun: 'no' })).toEqual(blocked)
    expect(judge({ ...REACHED, speed: speed(800), relay: relay('no') })).toEqual(blocked)
    expect(judge({ ...REACHED, speed: speed(800), stun: 'no', relay: relay('no') })).toEqual(blocked)
  })

  test('with one way left is not', () => {
    const fine = { verdict: 'video', why: 'fine' }
    expect(judge({ ...REACHED, speed: speed(800), stun: 'no', relay: relay('no', 'yes') })).toEqual(fine)
    expect(judge({ ...REACHED, speed: speed(800), stun: 'yes', relay: relay('no') })).toEqual(fine)
  })

  test('is not blamed for a clinic without STUN and relay', () => {
    expect(judge({ ...REACHED, speed: speed(800) })).toEqual({ verdict: 'video', why: 'fine' })
  })
})

test('nothing is said while too little is known', () => {
  expect(judge(NOTHING_FOUND)).toBeNull()
  expect(judge(REACHED)).toBeNull()
})
