import { expect, test } from 'vitest'
import { rateOf } from '../../../../src/call/core/transfer.ts'

const every = (ms: number, bytes: number, times: number) =>
  Array.from({ length: times }, (_, index) => ({ atMs: 500 + index * ms, bytes }))

test('a rate is what came after the first piece, over the time since', () => {
  expect(rateOf(every(100, 1_250, 31), 3_500)).toBe(100)
})

test('a line that falls silent grows slower with every moment', () => {
  const pieces = every(1, 1_000, 3)
  expect(rateOf(pieces, 1_500)).toBe(16)
  expect(rateOf(pieces, 2_500)).toBe(8)
})

test('of nothing, or of one piece, there is no rate', () => {
  expect(rateOf([], 3_000)).toBe(0)
  expect(rateOf(every(1, 1_000, 1), 3_000)).toBe(0)
  expect(rateOf(every(1, 1_000, 1), 500)).toBe(0)
})
