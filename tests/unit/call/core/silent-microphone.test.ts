import { expect, test } from 'vitest'
import {
  listen,
  loudnessOf,
  notSilent,
  SILENT_AFTER_MS,
  type Stillness,
} from '../../../../src/call/core/silent-microphone.ts'

/** A look each half second. */
function heard(levels: readonly number[]): Stillness {
  return levels.reduce((before, level, index) => listen(before, level, (index + 1) * 500), notSilent(0))
}
const LOOKS = SILENT_AFTER_MS / 500

test('nothing at all for eight seconds is silence, and no shorter', () => {
  expect(heard(Array(LOOKS).fill(0)).isSilent).toBe(true)
  expect(heard(Array(LOOKS - 1).fill(0)).isSilent).toBe(false)
})

test('a quiet room is none, however long nobody speaks', () => {
  expect(heard(Array(LOOKS * 10).fill(0.0005)).isSilent).toBe(false)
})

test('a short beep between two looks is heard, and counters that began anew say nothing', () => {
  const before = { energy: 2, seconds: 10 }
  expect(loudnessOf(before, { energy: 2.02, seconds: 10.5 })).toBeCloseTo(0.2)
  expect(loudnessOf(before, { energy: 2, seconds: 10.5 })).toBe(0)
  expect(loudnessOf(before, { energy: 0, seconds: 0.5 })).toBeNull()
  expect(loudnessOf(undefined, before)).toBeNull()
})

test('silence is over with the first sound, and begins anew from there', () => {
  const silent = Array(LOOKS).fill(0)
  expect(heard([...silent, 0.01]).isSilent).toBe(false)
  expect(heard([...silent, 0.01, ...silent.slice(1)]).isSilent).toBe(false)
  expect(heard([...silent, 0.01, ...silent]).isSilent).toBe(true)
})
