import { describe, expect, test } from 'vitest'
import {
  clinicPlaceOf,
  placeOf,
  readClinicPlace,
  readPlace,
  writeClinicPlace,
  writePlace,
} from '../../../db/meeting-order.ts'
import { meetingRecord } from '../../support/stored-records.ts'

describe('a meeting’s place in its doctor’s list', () => {
  test('is by the planned time, or else by creation', () => {
    expect(placeOf(meetingRecord({ createdAt: 5, startsAt: 9 }))).toMatchObject({ open: 1, listedAt: 9 })
    expect(placeOf(meetingRecord({ createdAt: 5, startsAt: null }))).toMatchObject({ open: 1, listedAt: 5 })
    expect(placeOf(meetingRecord({ createdAt: 5, state: 'ended' }))).toMatchObject({ open: 0 })
  })

  test('is read as it was written', () => {
    const place = placeOf(meetingRecord({ createdAt: 1_763_870_000_000 }))
    expect(readPlace(writePlace(place))).toEqual(place)
  })

  test('fits the address of a page', () => {
    const longest = writePlace({ open: 1, listedAt: 999_999_999_999_999, roomId: 'zzzzzzzzzzzz' })
    expect(longest.length).toBeLessThanOrEqual(80)
    expect(encodeURIComponent(longest)).toBe(longest)
  })

  test.each([
    '',
    '1',
    '2.5.0123456789ab',
    '1.-5.0123456789ab',
    '1.5.0123456789a',
    '1.5.0123456789ab ',
    '1.5.ilou56789abc',
  ])('is not read from %j', (written) => {
    expect(readPlace(written)).toBeNull()
  })
})

describe('a meeting’s place in the clinic’s list', () => {
  test('is read as it was written, and fits the address of a page', () => {
    const place = clinicPlaceOf(meetingRecord({ startsAt: 1_763_870_000_000 }))
    expect(readClinicPlace(writeClinicPlace(place))).toEqual(place)
    expect(encodeURIComponent(writeClinicPlace(place))).toBe(writeClinicPlace(place))
  })

  test.each(['', '5', '-5.0123456789ab', '5.0123456789a', '5.0123456789ab ', '1.5.0123456789ab', '5.ilou56789abc'])(
    'is not read from %j',
    (written) => {
      expect(readClinicPlace(written)).toBeNull()
    },
  )
})
