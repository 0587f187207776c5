import { expect, test } from 'vitest'
import { readCode, showCode } from '../../../../signaling/invites/code.ts'

test('a code is shown in three groups of four', () => {
  expect(showCode('7K3MQ2XR9TFA')).toBe('7K3M-Q2XR-9TFA')
})

test.each([
  ['as it is shown', '7K3M-Q2XR-9TFA'],
  ['in lower case', '7k3m-q2xr-9tfa'],
  ['without dashes', '7K3MQ2XR9TFA'],
  ['with spaces anywhere', '  7K3M Q2 XR\t9TFA '],
  ['with the dashes of a word processor', '7K3M–Q2XR—9TFA'],
  ['with a no-break space out of a mail', '7K3M\u00a0Q2XR\u00a09TFA'],
])('a code is read %s', (_, typed) => {
  expect(readCode(typed)).toBe('7K3MQ2XR9TFA')
})

test('letters that look like digits are read as those', () => {
  expect(readCode('oOiI-lL23-4567')).toBe('001111234567')
})

test.each([
  ['too short', '7K3M-Q2XR-9TF'],
  ['too long', '7K3M-Q2XR-9TFAA'],
  ['with a letter the alphabet leaves out', '7K3M-Q2XR-9TFU'],
  ['with letters of another alphabet', '7К3М-Q2XR-9TFA'],
  ['with markup', '<b>7K3MQ2XR9'],
  ['empty', ''],
])('what is %s is no code', (_, typed) => {
  expect(readCode(typed)).toBeNull()
})
