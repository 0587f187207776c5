import { expect, test } from 'vitest'
import { createThrottle } from '../../../../signaling/accounts/throttle.ts'

function throttleAt(start = 0, maxKeys = 10) {
  let time = start
  const throttle = createThrottle({ allowance: { burst: 3, everyMs: 1_000 }, elapsed: () => time, maxKeys })
  return { throttle, pass: (ms: number) => (time += ms) }
}

test('as many tries as the burst are let through, the next is told how long to wait', () => {
  const { throttle, pass } = throttleAt()
  for (let tries = 0; tries < 3; tries += 1) expect(throttle.take('a')).toEqual({ ok: true })
  expect(throttle.take('a')).toEqual({ ok: false, retryAfterMs: 1_000 })
  pass(400)
  expect(throttle.take('a')).toEqual({ ok: false, retryAfterMs: 600 })
  pass(600)
  expect(throttle.take('a')).toEqual({ ok: true })
  expect(throttle.take('a').ok).toBe(false)
})

test('being refused costs nothing: whoever keeps trying gets through as soon as whoever waits', () => {
  const { throttle, pass } = throttleAt()
  for (let tries = 0; tries < 50; tries += 1) throttle.take('a')
  pass(1_000)
  expect(throttle.take('a')).toEqual({ ok: true })
})

test('a long rest saves up the burst and no more', () => {
  const { throttle, pass } = throttleAt()
  throttle.take('a')
  pass(1_000_000)
  expect([1, 2, 3, 4].map(() => throttle.take('a').ok)).toEqual([true, true, true, false])
})

test('a try that is given back counts no more, and giving back saves nothing up', () => {
  const { throttle } = throttleAt()
  for (let tries = 0; tries < 20; tries += 1) {
    expect(throttle.take('a').ok).toBe(true)
    throttle.giveBack('a')
  }
  throttle.giveBack('a')
  expect([1, 2, 3, 4].map(() => throttle.take('a').ok)).toEqual([true, true, true, false])
})

test('keys do not share, and those longest untouched are forgotten first', () => {
  const { throttle } = throttleAt(0, 2)
  for (let tries = 0; tries < 3; tries += 1) throttle.take('a')
  expect(throttle.take('b').ok).toBe(true)
  expect(throttle.take('a').ok).toBe(false)
  throttle.take('c')
  expect(throttle.take('a').ok).toBe(false)
  throttle.take('b')
  throttle.take('c')
  expect(throttle.take('a').ok).toBe(true)
})
