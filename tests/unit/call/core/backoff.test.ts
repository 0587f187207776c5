import { expect, test } from 'vitest'
import { afterLoss, type Backoff, FRESH, nextTry } from '../../../../src/call/core/backoff.ts'

function longestDelays(tries: number): number[] {
  let backoff: Backoff = FRESH
  return Array.from({ length: tries }, () => {
    const next = nextTry(backoff, 1)
    backoff = next.backoff
    return next.delayMs
  })
}

test('the first try is at once, those of the first ten seconds come close, later ones wait up to eight seconds', () => {
  expect(longestDelays(4)).toEqual([0, 1_000, 1_500, 1_500])
  expect(longestDelays(14).slice(10)).toEqual([1_500, 1_500, 8_000, 8_000])
  expect(longestDelays(2_000).at(-1)).toBe(8_000)
})

test('the jitter is full: with luck there is no wait at all', () => {
  expect(nextTry({ tries: 16 }, 0).delayMs).toBe(0)
  expect(nextTry({ tries: 16 }, 0.5).delayMs).toBe(4_000)
})

test('only a line that was healthy for half a minute starts counting anew', () => {
  expect(afterLoss({ tries: 4 }, 29_999)).toEqual({ tries: 4 })
  expect(afterLoss({ tries: 4 }, 30_000)).toEqual(FRESH)
})
