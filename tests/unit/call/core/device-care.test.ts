import { describe, expect, test } from 'vitest'
import {
  careFor,
  type DeviceCare,
  type DeviceFacts,
  NEW_CARE,
  type Opening,
} from '../../../../src/call/core/device-care.ts'

const FACTS: DeviceFacts = {
  now: 60_000,
  is: 'live',
  failure: null,
  permission: 'granted',
  there: ['built-in'],
  chosen: null,
  inUse: 'built-in',
  usual: 'built-in',
  usualThen: 'built-in',
  isReturn: false,
}
const LOST = { is: 'failed', failure: 'missing', inUse: null } as const

/** Looks one after the other; each says only what is different from a microphone that works. */
function after(...looks: Partial<DeviceFacts>[]): { care: DeviceCare; opened: (Opening | null)[] } {
  let care = NEW_CARE
  const opened: (Opening | null)[] = []
  for (const look of looks) {
    const next = careFor(care, { ...FACTS, ...look })
    care = next.care
    opened.push(next.open)
  }
  return { care, opened }
}
const last = (looks: Partial<DeviceFacts>[]) => {
  const { care, opened } = after(...looks)
  return { trouble: care.trouble, open: opened.at(-1) ?? null }
}
const ANY: Opening = { device: null, why: 'lost' }

describe('a microphone that was on and is lost', () => {
  test('is opened again where the browser does not ask', () => {
    expect(last([{}, LOST])).toEqual({ trouble: 'gone', open: ANY })
  })

  test.each(['prompt', null] as const)('waits for a tap where the browser might ask (%s)', (permission) => {
    expect(last([{}, { ...LOST, permission }])).toEqual({ trouble: 'gone', open: null })
  })

  test('whose permission was withdrawn is said to be blocked', () => {
    expect(last([{}, { ...LOST, permission: 'denied' }])).toEqual({ trouble: 'blocked', open: null })
    expect(last([{}, { ...LOST, failure: 'blocked' }]).trouble).toBe('blocked')
  })

  test('is gone while there is none, and opened when one comes', () => {
    const none = { ...LOST, there: [] }
    expect(last([{}, none])).toEqual({ trouble: 'gone', open: null })
    expect(last([{}, none, { ...LOST, there: ['headset'] }]).open).toEqual(ANY)
  })

  test('is not tried over and over with the same devices there, but is when the person is back', () => {
    const inUse = { ...LOST, failure: 'in-use' } as const
    const tried = [{}, LOST, { is: 'asking', now: 60_050 }, { ...inUse, now: 75_000 }] as const
    expect(last([...tried])).toEqual({ trouble: 'taken', open: null })
    expect(last([...tried, { ...inUse, now: 75_100 }]).open).toBeNull()
    expect(last([...tried, { ...inUse, now: 75_100, isReturn: true }]).open).toEqual(ANY)
    expect(last([...tried, { ...inUse, now: 75_100, there: ['built-in', 'headset'] }]).open).toEqual(ANY)
    expect(last([...tried, { ...inUse, now: 86_000 }]).open).toEqual(ANY)
  })

  test('keeps its trouble while it is being opened, and is well when it is on', () => {
    expect(last([{}, LOST, { is: 'asking' }]).trouble).toBe('gone')
    expect(last([{}, LOST, { is: 'asking' }, {}]).trouble).toBeNull()
  })

  test('is left alone once the person turned it off', () => {
    expect(last([{}, LOST, { is: 'off' }])).toEqual({ trouble: null, open: null })
  })
})

describe('a microphone that never was on', () => {
  test('because there was none is opened when the first one comes', () => {
    expect(last([{ ...LOST, there: [] }])).toEqual({ trouble: null, open: null })
    expect(last([{ ...LOST, there: [] }, LOST]).open).toEqual(ANY)
  })

  test('because another program had it, or it was not allowed, is tried when the person is back', () => {
    for (const failure of ['in-use', 'blocked'] as const) {
      expect(last([{ ...LOST, failure }])).toEqual({ trouble: null, open: null })
      expect(last([{ ...LOST, failure, isReturn: true }]).open).toEqual(ANY)
    }
  })
})

test('a telephone call that has the microphone is said; it is opened anew on return alone, for it may come back by itself', () => {
  expect(last([{}, { is: 'taken' }])).toEqual({ trouble: 'taken', open: null })
  expect(last([{}, { is: 'taken', isReturn: true }]).open).toEqual(ANY)
  expect(last([{}, { is: 'taken' }, {}]).trouble).toBeNull()
})

describe('the one that was chosen', () => {
  const chosen = { chosen: 'headset', there: ['built-in', 'headset'], inUse: 'headset' }
  const without = { chosen: 'headset', there: ['built-in'], inUse: 'built-in' }

  test('gives way to any when it is gone, and is taken again when it is there, once for what is there', () => {
    expect(last([chosen, { ...LOST, ...without, inUse: null }]).open).toEqual(ANY)
    const back = { ...chosen, inUse: 'built-in' }
    expect(last([chosen, without, back]).open).toEqual({ device: 'headset', why: 'returned' })
    expect(last([chosen, without, back, back]).open).toBeNull()
    expect(last([chosen, without, back, { ...back, now: 600_000, isReturn: true }]).open).toBeNull()
    expect(last([chosen, without, back, without, back]).open).toEqual({ device: 'headset', why: 'returned' })
  })

  test('is opened itself when it was lost and is there still', () => {
    expect(last([chosen, { ...LOST, ...chosen, inUse: null }]).open).toEqual({ device: 'headset', why: 'lost' })
  })

  test('keeps its place whatever the system prefers', () => {
    expect(last([chosen, { ...chosen, usual: 'new' }]).open).toBeNull()
  })
})

test('where nobody chose, the system’s choice is followed each time it changes', () => {
  const moved = { there: ['headset', 'built-in'], usual: 'headset' }
  expect(last([{}, moved]).open).toEqual({ device: null, why: 'moved' })
  expect(last([{}, moved, { ...moved, usualThen: 'headset' }]).open).toBeNull()
  const again = { ...moved, usual: 'built-in', usualThen: 'headset' }
  expect(last([{}, moved, { ...moved, usualThen: 'headset' }, again]).open).toEqual({ device: null, why: 'moved' })
})
