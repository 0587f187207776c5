import { expect, test } from 'vitest'
import { type Hearing, hear, startHearing } from '../../../../src/call/core/microphone-level.ts'

const VOICE = 0.3
const ROOM = 0.003

/** What is said after each of these levels, one every 100 ms. */
function listen(...levels: readonly (readonly [level: number, seconds: number])[]): Hearing['is'] {
  let now = 0
  let hearing = startHearing(now)
  for (const [level, seconds] of levels) {
    for (let moments = seconds * 10; moments > 0; moments -= 1) {
      now += 100
      hearing = hear(hearing, level, now)
    }
  }
  return hearing.is
}

test('a voice is heard at once', () => {
  expect(listen([0, 3], [VOICE, 0.1])).toBe('heard')
})

test('five seconds without a voice are told, whether the room hums or not', () => {
  expect(listen([ROOM, 4.9])).toBe('listening')
  expect(listen([ROOM, 5])).toBe('silent')
  expect(listen([0, 5])).toBe('silent')
})

test('who was heard may be quiet for as long as they like', () => {
  expect(listen([VOICE, 1], [ROOM, 60])).toBe('heard')
})

test('a microphone that was heard and then switched off by hand is told', () => {
  expect(listen([VOICE, 1], [0, 4.9])).toBe('heard')
  expect(listen([VOICE, 1], [0, 5])).toBe('silent')
  expect(listen([VOICE, 1], [0, 3], [ROOM, 1], [0, 3])).toBe('heard')
})

test('it is heard again with the first word', () => {
  expect(listen([0, 20], [VOICE, 0.1])).toBe('heard')
})
