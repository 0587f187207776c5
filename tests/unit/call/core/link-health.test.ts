import { describe, expect, test } from 'vitest'
import { type Advice, type LinkSample, newHealth, observe } from '../../../../src/call/core/link-health.ts'

/** Samples twice a second; `bytes` grows by itself unless held. */
function watch(samples: readonly Partial<LinkSample & { flat: boolean }>[]) {
  let health = newHealth(0)
  let bytes = 0
  const seen: { advice: Advice; down: boolean; blocked: boolean; now: number }[] = []
  samples.forEach((sample, index) => {
    const now = (index + 1) * 500
    if (sample.flat !== true) bytes += 1_000
    const observed = observe(health, { now, connection: 'connected', bytes, due: true, shaken: false, ...sample })
    health = observed.health
    seen.push({ advice: observed.advice, down: observed.down, blocked: observed.blocked, now })
  })
  return seen
}

const well = {}
const flat = { flat: true }
const disconnected = { connection: 'disconnected', flat: true } as const
const failed = { connection: 'failed', flat: true } as const
const connecting = { connection: 'connecting', flat: true } as const
const times = <T>(count: number, sample: T): T[] => Array.from({ length: count }, () => sample)
const advised = (seen: ReturnType<typeof watch>) =>
  seen.flatMap(({ advice, now }) => (advice === 'none' ? [] : [[advice, now]]))

describe('what makes a link be restarted', () => {
  test('nothing, while bytes arrive', () => {
    const seen = watch(times(40, well))
    expect(advised(seen)).toEqual([])
    expect(seen.some(({ down }) => down)).toBe(false)
  })

  test('that it failed, at once', () => {
    expect(advised(watch([well, failed]))).toEqual([['restart', 1_000]])
  })

  test('that it is disconnected for more than two seconds', () => {
    expect(advised(watch([well, ...times(5, disconnected)]))).toEqual([])
    expect(advised(watch([well, ...times(6, disconnected)]))).toEqual([['restart', 3_500]])
  })

  test('that nothing came for a second and a half although something was due', () => {
    expect(advised(watch([well, ...times(3, flat)]))).toEqual([['restart', 2_000]])
    expect(advised(watch([well, ...times(20, { ...flat, due: false })]))).toEqual([])
  })

  test('that the network changed under it', () => {
    expect(advised(watch([well, { shaken: true }]))).toEqual([['restart', 1_000]])
  })

  test('that it has not come up in ten seconds, and then it is called blocked', () => {
    const seen = watch(times(21, connecting))
    expect(advised(seen)).toEqual([['restart', 10_500]])
    expect(seen.map(({ blocked }) => blocked).indexOf(true)).toBe(20)
    expect(seen.every(({ down }) => !down)).toBe(true)
  })
})

test('there is one restart at a time, and after three the connection is built anew', () => {
  expect(advised(watch([well, ...times(60, failed)])).map(([advice]) => advice)).toEqual([
    'restart',
    'restart',
    'restart',
    'rebuild',
    'restart',
    'restart',
  ])
})

test('a link that came back counts from the start again', () => {
  const seen = watch([well, ...times(9, failed), well, well, ...times(9, failed)])
  expect(advised(seen).map(([advice]) => advice)).toEqual(['restart', 'restart', 'restart', 'restart'])
  expect(seen[10]?.down).toBe(false)
})
