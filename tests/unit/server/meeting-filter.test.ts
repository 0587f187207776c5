import { describe, expect, test } from 'vitest'
import { filterLink, readMeetingFilter } from '../../../src/server/meeting-filter.ts'

const read = (query: string) => readMeetingFilter(new URLSearchParams(query))

describe("the administrator's list in its address", () => {
  test('is read as it was written, fields left empty counting for nothing', () => {
    const query = 'from=2026-11-01&to=2026-11-23&doctor=&state=ended&outcome=nobody-came&order=oldest'
    expect(read(query)).toEqual({
      filter: { from: '2026-11-01', to: '2026-11-23', state: 'ended', outcome: 'nobody-came', order: 'oldest' },
      after: null,
      problems: {},
    })
    expect(read('').filter).toEqual({})
  })

  test.each([
    ['from', '1.11.2026'],
    ['from', '2026-02-31'],
    ['to', '2026-13-01'],
    ['doctor', "x' or 1=1"],
    ['state', 'lost'],
    ['outcome', 'good'],
    ['order', 'best'],
  ])('a %s that cannot be %s is left out and told', (field, value) => {
    const { filter, problems } = read(`${field}=${encodeURIComponent(value)}`)
    expect(Object.keys(problems)).toEqual([field])
    expect(filter).toEqual({})
  })

  test('days in the wrong order are told', () => {
    expect(read('from=2026-11-02&to=2026-11-01').problems).toHaveProperty('to')
    expect(read('from=2026-11-01&to=2026-11-01').problems).toEqual({})
  })

  test('is written so that reading it gives the same list', () => {
    const asked = read('from=2026-11-01&doctor=0123456789ab&order=oldest')
    const link = filterLink('/admin/meetings', asked.filter, 'k~1&2')
    const again = read(link.slice(link.indexOf('?')))
    expect(again).toEqual({ ...asked, after: 'k~1&2' })
  })

  test('is short where nothing is asked', () => {
    expect(filterLink('/admin/meetings', { order: 'newest' })).toBe('/admin/meetings')
  })
})
