import { expect, test } from 'vitest'
import { patienceAfter } from '../../../../src/desk/core/patience.ts'

test('a wait is long from a quarter of an hour on, and very long from half an hour on', () => {
  expect([0, 14, 15, 29, 30, 500].map(patienceAfter)).toEqual([
    'short',
    'short',
    'long',
    'long',
    'very-long',
    'very-long',
  ])
})
