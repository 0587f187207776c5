import { expect, test } from 'vitest'
import { type Call, joinedRoom } from '../../../../src/call/core/call-state.ts'
import { isCalledIn, type Where, whereOf } from '../../../../src/call/core/where.ts'
import { ADA, joined, PAUL, person } from '../../../support/call-messages.ts'

const alone = joinedRoom(joined())
const together = joinedRoom(joined([PAUL]))

test('where somebody is follows from who is there, and a line that falls moves nobody', () => {
  const calls: [Call, Where][] = [
    [{ phase: 'new' }, 'lobby'],
    [{ phase: 'connecting', troubled: true }, 'coming'],
    [{ phase: 'waiting', door: 'closed', you: person(ADA), since: 1 }, 'door'],
    [{ phase: 'reconnecting', lost: 'line', door: 'closed', you: person(ADA), since: 1 }, 'door'],
    [{ phase: 'waiting', door: 'open', room: alone }, 'alone'],
    [{ phase: 'reconnecting', lost: 'line', door: 'open', room: alone }, 'alone'],
    [{ phase: 'calling', room: together }, 'together'],
    [{ phase: 'reconnecting', lost: 'media', door: 'open', room: together }, 'together'],
    [{ phase: 'connected', room: together }, 'together'],
    [{ phase: 'ended', by: 'left' }, 'over'],
  ]
  for (const [call, where] of calls) expect(whereOf(call)).toBe(where)
})

test('somebody is called in when the door opens, and when they are alone no more', () => {
  expect(isCalledIn('door', 'alone')).toBe(true)
  expect(isCalledIn('door', 'together')).toBe(true)
  expect(isCalledIn('alone', 'together')).toBe(true)
})

test('nobody is called in who has just come, was sent back or stays where they are', () => {
  expect(isCalledIn('coming', 'together')).toBe(false)
  expect(isCalledIn('coming', 'alone')).toBe(false)
  expect(isCalledIn('together', 'door')).toBe(false)
  expect(isCalledIn('together', 'together')).toBe(false)
  expect(isCalledIn('door', 'over')).toBe(false)
})
