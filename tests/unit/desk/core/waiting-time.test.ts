import { expect, test } from 'vitest'
import { minutesSince, patienceAfter } from '../../../../src/desk/core/waiting-time.ts'

const MINUTE_MS = 60_000

test('minutes are whole ones, and none while two clocks disagree', () => {
  expect([59_999, 60_000, 12.5 * MINUTE_MS].map((ms) => minutesSince(1_000, 1_000 + ms))).toEqual([0, 1, 12])
  expect(minutesSince(90_000, 0)).toBe(0)
})

test('a wait is long from a quarter of an hour on, and very long from half an hour on', () => {
  expect([0, 14, 15, 29, 30, 500].map(patienceAfter)).toEqual([
    'short',
    'short',
    'long',
    'long',
    'very-long',
    'very-long',
  ])
})
