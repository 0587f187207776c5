import { describe, expect, test } from 'vitest'
import { filterWords, queryOf } from '../../../../signaling/meetings/meeting-filter.ts'

const NOTHING = { from: null, to: null, doctorId: null, state: null, outcome: null }

describe('the question behind a filter', () => {
  test('both days are meant whole', () => {
    const query = queryOf({ from: '2026-11-01', to: '2026-11-02' }, 0)
    expect(query).toEqual({ ...NOTHING, from: Date.UTC(2026, 10, 1), to: Date.UTC(2026, 10, 3) })
  })

  test('a day that does not exist is named', () => {
    expect(queryOf({ from: '2026-02-30' }, 0)).toBe('from')
    expect(queryOf({ to: '2026-02-30' }, 0)).toBe('to')
  })

  test('whose meetings those past their time were is not told by asking for a doctor', () => {
    const keptFrom = Date.UTC(2026, 10, 10)
    const doctor = '0123456789ab'
    expect(queryOf({ doctor }, keptFrom)).toMatchObject({ doctorId: doctor, from: keptFrom })
    expect(queryOf({ doctor, from: '2026-11-01' }, keptFrom)).toMatchObject({ from: keptFrom })
    expect(queryOf({ doctor, from: '2026-11-11' }, keptFrom)).toMatchObject({ from: Date.UTC(2026, 10, 11) })
    expect(queryOf({ state: 'ended' }, keptFrom)).toEqual({ ...NOTHING, state: 'ended' })
  })
})

test('for the trail a filter is said as it was given', () => {
  expect(filterWords({})).toBe('all')
  expect(filterWords({ from: '2026-11-01', outcome: 'nobody-came' })).toBe('from=2026-11-01 outcome=nobody-came')
})
