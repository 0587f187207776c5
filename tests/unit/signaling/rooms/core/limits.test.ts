import { expect, test } from 'vitest'
import { fullBucket, type Spent, spend } from '../../../../../signaling/rooms/core/limits.ts'

const LIMIT = { perSecond: 2, burst: 3 }

function spendAt(...times: number[]): Spent[] {
  const bucket = fullBucket()
  return times.map((time) => spend(bucket, LIMIT, time))
}

test('[L1] a full bucket gives its burst at once, then says over, then over again', () => {
  expect(spendAt(1_000, 1_000, 1_000, 1_000, 1_000)).toEqual(['allowed', 'allowed', 'allowed', 'over', 'over-again'])
})

test('[L1] it gives one more for each refill', () => {
  expect(spendAt(0, 0, 0, 499, 500)).toEqual(['allowed', 'allowed', 'allowed', 'over', 'allowed'])
})

test('[L1] at the rate of its refills it never runs dry', () => {
  expect(spendAt(...Array.from({ length: 1_000 }, (_, index) => index * 500))).not.toContain('over')
})

test('[L1] it saves up no more than its burst', () => {
  expect(spendAt(0, 3_600_000, 3_600_000, 3_600_000, 3_600_000).at(-1)).toBe('over')
})

test('[L1] having been full again, it tells again before it closes', () => {
  expect(spendAt(0, 0, 0, 0, 1_500, 1_500, 1_500, 1_500)).toEqual([
    'allowed',
    'allowed',
    'allowed',
    'over',
    'allowed',
    'allowed',
    'allowed',
    'over',
  ])
})
