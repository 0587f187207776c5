import { expect, test } from 'vitest'
import { createLog } from '../../../signaling/log.ts'

function logTo(level: 'silent' | 'error' | 'info') {
  const lines: string[] = []
  return { lines, log: createLog({ level, now: () => 0, write: (line) => lines.push(line) }) }
}

test('an event is one JSON object on one line', () => {
  const { lines, log } = logTo('info')
  log({ event: 'meeting-ended', roomId: '0123456789ab', by: 'doctor' })
  expect(lines).toEqual([
    '{"at":"1970-01-01T00:00:00.000Z","level":"info","event":"meeting-ended","roomId":"0123456789ab","by":"doctor"}\n',
  ])
})

test('a fault is logged by its places and not by its words, which may be a patient’s', () => {
  const { lines, log } = logTo('error')
  let error: unknown
  try {
    JSON.parse('Mrs. Miller')
  } catch (thrown) {
    error = thrown
  }
  log({ event: 'fault', errorId: 'abcd1234', where: 'a test', error })
  const line: unknown = JSON.parse(lines[0] ?? '')
  expect(line).toMatchObject({ event: 'fault', errorId: 'abcd1234', error: { name: 'SyntaxError' } })
  expect(lines[0]).toContain('log.test.ts')
  expect(lines[0]).not.toContain('Miller')
})

test('the level leaves out what it should', () => {
  const quiet = logTo('error')
  quiet.log({ event: 'signed-in' })
  expect(quiet.lines).toEqual([])
  const silent = logTo('silent')
  silent.log({ event: 'fault', errorId: 'abcd1234', where: 'a test', error: new Error('x') })
  expect(silent.lines).toEqual([])
})
