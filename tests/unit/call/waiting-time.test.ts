import { expect, test } from 'vitest'
import { minutesSince, sinceWords } from '../../../src/call/waiting-time.ts'

test('minutes are whole ones, and none while two clocks disagree', () => {
  expect([59_999, 60_000, 750_000].map((ms) => minutesSince(1_000, 1_000 + ms))).toEqual([0, 1, 12])
  expect(minutesSince(90_000, 0)).toBe(0)
})

test('a wait reads as a sentence', () => {
  expect([0, 1, 2].map((minutes) => sinceWords('09:31', minutes))).toEqual([
    'Waiting since 09:31',
    'Waiting since 09:31, for 1 minute',
    'Waiting since 09:31, for 2 minutes',
  ])
})
