import { expect, test } from 'vitest'
import { DAY_MS, dayOf, dayStart, daysUpTo } from '../../../../signaling/meetings/day.ts'

test('a day begins at midnight UTC', () => {
  expect(dayStart('2026-11-23')).toBe(Date.UTC(2026, 10, 23))
  expect(dayOf(Date.UTC(2026, 10, 23) + DAY_MS - 1)).toBe('2026-11-23')
})

test.each(['2026-02-30', '2025-02-29', '1969-12-31', '2026-13-01', 'today'])('%s is no day', (day) => {
  expect(dayStart(day)).toBeNull()
})

test('the days up to one go over the ends of months, oldest first', () => {
  expect(daysUpTo(Date.UTC(2028, 2, 2, 23), 4)).toEqual(['2028-02-28', '2028-02-29', '2028-03-01', '2028-03-02'])
})
