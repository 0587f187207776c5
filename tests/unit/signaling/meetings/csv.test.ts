import { describe, expect, test } from 'vitest'
import { csvLine } from '../../../../signaling/meetings/csv.ts'
import { readCsv } from '../../../support/csv-reader.ts'

describe('a line of the file', () => {
  test.each([
    'plain',
    'with, a comma',
    'with "quotes"',
    'on\r\ntwo lines',
    '\u202eturned round',
    '',
    '"',
    ',',
    'naïve 日本',
  ])('%j is read back as it was', (text) => {
    expect(readCsv(csvLine(['before', text, 'after']))).toEqual([['before', text, 'after']])
  })

  test('numbers, truth and nothing are written plainly', () => {
    expect(csvLine([-7, 1.5, true, null, 'x'])).toBe('-7,1.5,true,,x\r\n')
  })
})

describe('what a spreadsheet would run', () => {
  test.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '  \t @x',
    '\uff1d1',
    '\uff20x',
    '\ufeff=1',
    '\tplain',
  ])('%j is kept as text by an apostrophe', (text) => {
    expect(readCsv(csvLine([text]))).toEqual([[`'${text}`]])
  })

  test.each(['a=1', 'Dr. O-Neil', '5 - 3', "'quoted'"])('%j is left alone', (text) => {
    expect(readCsv(csvLine([text]))).toEqual([[text]])
  })
})
