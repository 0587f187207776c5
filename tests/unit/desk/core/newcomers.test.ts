import { expect, test } from 'vitest'
import { newcomers } from '../../../../src/desk/core/newcomers.ts'
import { arrival } from '../../../support/arrivals.ts'
import { INES } from '../../../support/call-messages.ts'

const paul = arrival()
const ines = arrival({ participant: { id: INES, role: 'interpreter', name: 'Inés' } })

test('who was not there before has come', () => {
  expect(newcomers([], [paul])).toEqual([paul])
  expect(newcomers([paul], [paul, ines])).toEqual([ines])
})

test('who stayed has not come again, however they stand now', () => {
  expect(newcomers([paul], [{ ...paul, away: true }])).toEqual([])
  expect(newcomers([{ ...paul, away: true }], [{ ...paul, held: true, where: 'page' }])).toEqual([])
})

test('who went and came again has come', () => {
  expect(newcomers([ines], [ines, paul])).toEqual([paul])
})
