import { describe, expect, test } from 'vitest'
import { type Advice, type LinkSample, newHealth, observe } from '../../../../src/call/core/link-health.ts'

const USUAL: Omit<LinkSample, 'now' | 'bytes'> = {
  connection: 'connected',
  due: true,
  shaken: false,
  generation: 1,
  isSettled: true,
  isBare: false,
  lineIsOpen: true,
  leaveFirstMs: 0,
}

/** Samples twice a second; `bytes` grows by itself unless held. */
function watch(samples: readonly Partial<LinkSample & { flat: boolean }>[]) {
  let health = newHealth(0)
  let bytes = 0
  const seen: { advice: Advice; down: boolean; blocked: boolean; silent: boolean; now: number }[] = []
  samples.forEach((sample, index) => {
    const now = (index + 1) * 500
    if (sample.flat !== true) bytes += 1_000
    const { health: next, ...observed } = observe(health, { ...USUAL, now, bytes, ...sample })
    health = next
    seen.push({ ...observed, now })
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

/** A round that waits for its answer. */
const open = { isSettled: false } as const

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

describe('while a link is ill', () => {
  test('there is one restart at a time, and after three the connection is built anew, each time with more patience', () => {
    expect(advised(watch([well, ...times(60, failed)]))).toEqual([
      ['restart', 1_000],
      ['restart', 5_000],
      ['restart', 9_000],
      ['rebuild', 13_000],
      ['restart', 21_000],
      ['restart', 29_000],
    ])
  })

  test('the end that gives way leaves the first step to the other, and takes it when nothing comes of that', () => {
    const polite = { ...failed, leaveFirstMs: 1_200 }
    expect(advised(watch([well, ...times(2, polite)]))).toEqual([])
    expect(advised(watch([well, ...times(4, polite)]))).toEqual([['restart', 2_500]])
    const helped = [...times(2, polite), ...times(3, { ...polite, generation: 2 })]
    expect(advised(watch([well, ...helped]))).toEqual([])
  })

  test('a browser that still looks for a way after a try is not waited for until it gives up', () => {
    expect(advised(watch([well, failed, ...times(9, connecting)]))).toEqual([
      ['restart', 1_000],
      ['restart', 5_000],
    ])
  })

  test('an offer without an answer is said again, and no other is put on top of it', () => {
    expect(advised(watch([well, failed, ...times(9, { ...failed, ...open })]))).toEqual([
      ['restart', 1_000],
      ['say-again', 5_000],
    ])
  })

  test('of offers that nobody answers six are said, until the server has found the other end’s line dead, before a connection is built anew', () => {
    const seen = advised(watch([well, failed, ...times(50, { ...failed, ...open })]))
    expect(seen.map(([advice]) => advice)).toEqual(['restart', ...times(5, 'say-again'), 'rebuild'])
  })

  test('while nobody can be spoken to nothing more is tried, and the time of a try does not run', () => {
    const alone = { ...failed, ...open, lineIsOpen: false }
    expect(advised(watch([well, failed, ...times(40, alone), ...times(9, { ...failed, ...open })]))).toEqual([
      ['restart', 1_000],
      ['say-again', 25_000],
    ])
  })

  test('a network that changes meanwhile makes what was tried before void', () => {
    const seen = watch([well, failed, { ...failed, ...open }, { ...failed, ...open, shaken: true }])
    expect(advised(seen)).toEqual([
      ['restart', 1_000],
      ['restart', 2_000],
    ])
  })

  test('a network that changed is not asked about twice: an offer that was made since is the try', () => {
    const tried = { ...failed, ...open, shaken: 'tried', generation: 2 } as const
    expect(advised(watch([well, tried, ...times(7, { ...failed, ...open, generation: 2 })]))).toEqual([])
    expect(advised(watch([well, tried, ...times(8, { ...failed, ...open, generation: 2 })]))).toEqual([
      ['say-again', 5_000],
    ])
  })

  test('a network that is there by name alone is asked again until it has an address, but not for ever', () => {
    const bare = { ...disconnected, ...open, isBare: true }
    const seen = watch([well, { ...bare, shaken: true }, ...times(30, bare)])
    const restarts = advised(seen).filter(([advice]) => advice === 'restart')
    expect(restarts.map(([, now]) => now)).toEqual(Array.from({ length: 12 }, (_, index) => 1_000 + index * 500))
  })
})

test('where nothing was ever offered a connection of our own is built', () => {
  const nothing = { ...connecting, generation: 0 }
  expect(advised(watch(times(21, nothing)))).toEqual([['rebuild', 10_500]])
})

describe('silence', () => {
  test('is noticed soon, long before anything is done about it', () => {
    expect(watch([well, flat, flat]).map(({ silent }) => silent)).toEqual([false, false, true])
  })

  test('is none where nothing is due', () => {
    expect(watch([well, ...times(9, { ...flat, due: false })]).some(({ silent }) => silent)).toBe(false)
  })

  test('is what a first link is met with that takes longer than it should', () => {
    expect(
      watch(times(7, connecting))
        .map(({ silent }) => silent)
        .indexOf(true),
    ).toBe(6)
  })
})

test('a link over which nothing is due is not well again before its round is through', () => {
  const idle = { ...flat, due: false }
  expect(watch([well, ...times(3, failed), { ...idle, ...open }, idle]).map(({ down }) => down)).toEqual([
    false,
    true,
    true,
    true,
    false,
    false,
  ])
})

test('a link that came back counts from the start again', () => {
  const seen = watch([well, ...times(9, failed), well, well, ...times(9, failed)])
  expect(advised(seen).map(([advice]) => advice)).toEqual(['restart', 'restart', 'restart', 'restart'])
  expect(seen[10]?.down).toBe(false)
})
