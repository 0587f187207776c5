import { expect, test } from 'vitest'
import { networkOf, type Reading, withReading } from '../../../../src/call/core/line-quality.ts'

function readings(lossShare: number, roundTripMs: number | null, seconds = 10): readonly Reading[] {
  let all: readonly Reading[] = []
  for (let second = 0; second < seconds; second += 1) {
    const packets = second * 50
    const packetsLost = Math.round(packets * lossShare)
    all = withReading(all, { at: second * 1_000, packetsReceived: packets - packetsLost, packetsLost, roundTripMs })
  }
  return all
}

test('a line is as good as its loss and its round trip', () => {
  expect(networkOf([])).toBe('good')
  expect(networkOf(readings(0.01, 60))).toBe('good')
  expect(networkOf(readings(0.05, 60))).toBe('fair')
  expect(networkOf(readings(0.1, 60))).toBe('poor')
  expect(networkOf(readings(0, 500))).toBe('fair')
  expect(networkOf(readings(0, 1_200))).toBe('poor')
  expect(networkOf(readings(0, null))).toBe('good')
})

test('a handful of packets says nothing', () => {
  expect(networkOf(readings(0.5, null, 2))).toBe('good')
})

test('what is long past is forgotten', () => {
  const bad = readings(0.2, 60)
  const last = bad.at(-1)
  let all = bad
  for (let second = 10; second < 25; second += 1) {
    const packetsReceived = (last?.packetsReceived ?? 0) + (second - 9) * 50
    all = withReading(all, {
      at: second * 1_000,
      packetsReceived,
      packetsLost: last?.packetsLost ?? 0,
      roundTripMs: 60,
    })
  }
  expect(networkOf(all)).toBe('good')
})
