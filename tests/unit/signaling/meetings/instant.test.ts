import { expect, test } from 'vitest'
import { readInstant } from '../../../../signaling/meetings/instant.ts'

test('a time is read with its zone', () => {
  expect(readInstant('2026-11-23T09:30:00Z')).toBe(Date.UTC(2026, 10, 23, 9, 30))
  expect(readInstant('2026-11-23T09:30+02:00')).toBe(Date.UTC(2026, 10, 23, 7, 30))
  expect(readInstant('2024-02-29T00:00:00.5Z')).toBe(Date.UTC(2024, 1, 29) + 500)
})

test.each([
  '2026-02-29T09:30:00Z',
  '2026-02-30T09:30:00Z',
  '2026-13-01T09:30:00Z',
  '2026-01-01T25:00:00Z',
  '1969-12-31T23:00:00Z',
])('there is no %s', (text) => {
  expect(readInstant(text)).toBeNull()
})
