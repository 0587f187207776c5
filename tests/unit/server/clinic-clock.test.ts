import { describe, expect, test } from 'vitest'
import { createClinicClock } from '../../../src/server/clinic-clock.ts'

const noon = new Date(2026, 10, 23, 12, 0).getTime()
const clock = createClinicClock(noon)

describe("the clinic's clock", () => {
  test('what was typed is that time of the day by the same clock that shows it', () => {
    const instant = clock.instantOf('2026-11-24T09:30')
    expect(clock.dayAndTime(Date.parse(instant ?? ''), noon)).toBe('Tomorrow, 09:30')
  })

  test.each([
    '',
    'tomorrow',
    '2026-02-31T09:30',
    '2026-13-01T09:30',
    '2026-11-24T24:00',
    '2026-11-24T09:60',
    '2026-11-24',
  ])('%j is no day and time', (written) => {
    expect(clock.instantOf(written)).toBeNull()
  })

  test('near days have their names, others their date', () => {
    const at = (day: number) => new Date(2026, 10, 23 + day, 9, 0).getTime()
    expect(clock.day(at(0), noon)).toBe('Today')
    expect(clock.day(at(1), noon)).toBe('Tomorrow')
    expect(clock.day(at(2), noon)).toContain('25 November')
    expect(clock.day(at(400), noon)).toContain('2027')
  })

  test('says which zone it goes by', () => {
    expect(clock.name).toContain(Intl.DateTimeFormat().resolvedOptions().timeZone)
  })
})
