import { describe, expect, test } from 'vitest'
import { ENDINGS } from '../../../signaling/contract/ending.ts'
import type { GoodbyeView } from '../../../signaling/contract/goodbye-routes.ts'
import { asksHowItWas, endingFor, goodbyePath, readSaid } from '../../../src/server/goodbye.ts'
import { goodbyeWords } from '../../../src/server/goodbye-words.ts'

const ROOM = '0123456789ab'
const PAUL: GoodbyeView = { roomId: ROOM, title: 'Knee', endReason: null, role: 'patient', came: true, feedback: null }
const ADA: GoodbyeView = { ...PAUL, role: 'doctor' }

describe('what the call’s page says', () => {
  const read = (address: string) => {
    const query = new URL(address, 'http://localhost').searchParams
    return readSaid((name) => query.get(name) ?? '')
  }

  test('is read as it was written', () => {
    for (const by of ENDINGS) {
      const said = { as: 'invited', by, problem: 'a1b2c3d4' } as const
      expect(read(goodbyePath(ROOM, said))).toEqual(said)
    }
    expect(goodbyePath(ROOM, { as: undefined, by: null, problem: null })).toBe(`/call/${ROOM}/goodbye`)
  })

  test('is nothing where it is none of our words', () => {
    expect(read('/?by=aliens&as=admin&problem=<b>')).toEqual({ as: undefined, by: null, problem: null })
    expect(read('/?by=constructor').by).toBeNull()
  })
})

describe('how it ended', () => {
  test('is what is stored, whatever an address says', () => {
    expect(endingFor('left', { ...PAUL, endReason: 'doctor' })).toBe('doctor')
    expect(endingFor('replaced', { ...PAUL, endReason: 'administrator' })).toBe('administrator')
    expect(endingFor('left', { ...ADA, endReason: 'doctor' })).toBe('ended-by-you')
    expect(endingFor('ended-by-you', { ...ADA, endReason: 'time' })).toBe('time')
  })

  test('is what the page knows while nothing is stored, but a doctor never reads that a visit ended that has not', () => {
    expect(endingFor('replaced', PAUL)).toBe('replaced')
    expect(endingFor('doctor', PAUL)).toBe('doctor')
    expect(endingFor(null, PAUL)).toBe('left')
    for (const by of ['ended-by-you', 'doctor', 'administrator', 'time'] as const)
      expect(endingFor(by, ADA)).toBe('left')
  })

  test('has words for everybody, and coming back is offered after ends of which it may help', () => {
    for (const by of ENDINGS) {
      for (const role of ['doctor', 'patient', 'family'] as const) expect(goodbyeWords(by, role).text).toMatch(/\.$/)
    }
    const returning = ENDINGS.filter((by) => goodbyeWords(by, 'patient').mayReturn)
    expect(returning).toEqual(['left', 'replaced', 'room-full', 'old-version', 'refused', 'failed'])
  })
})

describe('how it was', () => {
  test('is asked of who was there, when they go', () => {
    for (const by of ['left', 'doctor', 'administrator', 'time', 'failed'] as const) {
      expect(asksHowItWas(by, PAUL)).toBe(true)
      expect(asksHowItWas(by, { ...PAUL, role: 'interpreter' })).toBe(true)
    }
  })

  test('is not asked of the doctor, of who never came, nor of who is about to come back', () => {
    expect(asksHowItWas('doctor', { ...ADA, endReason: 'doctor' })).toBe(false)
    expect(asksHowItWas('left', { ...PAUL, came: false })).toBe(false)
    for (const by of ['replaced', 'room-full', 'old-version', 'refused'] as const)
      expect(asksHowItWas(by, PAUL)).toBe(false)
  })

  test('can be changed by who has said it', () => {
    expect(asksHowItWas('replaced', { ...PAUL, feedback: 'bad' })).toBe(true)
  })
})
