import { expect, test } from 'vitest'
import { createGuesses } from '../../../../signaling/api/guesses.ts'

const ADDRESS = '192.0.2.1'
const right = async () => 'the seat'
const wrong = async () => null

test('a right code counts for nothing, however many come', async () => {
  const guesses = createGuesses(() => 0)
  for (let times = 0; times < 50; times += 1) {
    expect(await guesses.attempt(ADDRESS, right)).toEqual({ ok: true, found: 'the seat' })
  }
})

test('the eleventh wrong code of an address has to wait, and so has a right one then', async () => {
  const guesses = createGuesses(() => 0)
  for (let times = 0; times < 10; times += 1) {
    expect(await guesses.attempt(ADDRESS, wrong)).toMatchObject({ code: 'wrong-code' })
  }
  expect(await guesses.attempt(ADDRESS, right)).toMatchObject({ code: 'too-many-requests', retryAfterMs: 30_000 })
  expect(await guesses.attempt('192.0.2.2', right)).toMatchObject({ ok: true })
})

test('of a thousand guesses made at once ten are looked up', async () => {
  const guesses = createGuesses(() => 0)
  let looked = 0
  const look = async () => {
    looked += 1
    return null
  }
  const answers = await Promise.all(Array.from({ length: 1_000 }, () => guesses.attempt(ADDRESS, look)))
  expect(looked).toBe(10)
  expect(answers.filter((answer) => !answer.ok && answer.code === 'too-many-requests')).toHaveLength(990)
})

test('of five hundred right codes made at once all are let in, ten together at most', async () => {
  const guesses = createGuesses(() => 0)
  let together = 0
  let most = 0
  const look = async () => {
    together += 1
    most = Math.max(most, together)
    await new Promise((resolve) => setImmediate(resolve))
    together -= 1
    return 'the seat'
  }
  const answers = await Promise.all(Array.from({ length: 500 }, () => guesses.attempt(ADDRESS, look)))
  expect(answers.every(({ ok }) => ok)).toBe(true)
  expect(most).toBe(10)
})

test('a look that fails is no guess', async () => {
  const guesses = createGuesses(() => 0)
  const broken = async () => {
    throw new Error('the store is away')
  }
  for (let times = 0; times < 20; times += 1) await expect(guesses.attempt(ADDRESS, broken)).rejects.toThrow('away')
  expect(await guesses.attempt(ADDRESS, right)).toMatchObject({ ok: true })
})
