import { expect, test } from 'vitest'
import {
  counted,
  dayWords,
  durationWords,
  megabytesWords,
  secondsWords,
  shareWords,
} from '../../../src/server/figure-words.ts'

const HOUR = 3_600_000

test.each([
  [counted(1, 'meeting'), '1 meeting'],
  [counted(12_345, 'meeting'), '12,345 meetings'],
  [counted(2, 'person', 'people'), '2 people'],
  [shareWords(0.956), '96%'],
  [shareWords(null), '–'],
  [secondsWords(1_249), '1.2\u00a0s'],
  [secondsWords(null), '–'],
  [dayWords('2026-11-03'), '3 Nov'],
  [durationWords(30_000), 'less than a minute'],
  [durationWords(HOUR), '1 hour'],
  [durationWords(50 * HOUR + 60_000), '2 days 2 hours'],
  [durationWords(48 * HOUR + 60_000), '2 days'],
  [megabytesWords(104_857_600), '100 MB'],
])('%s', (said, wanted) => {
  expect(said).toBe(wanted)
})
