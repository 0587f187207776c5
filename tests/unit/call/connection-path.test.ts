import { expect, test } from 'vitest'
import { connectionPath } from '../../../src/call/connection-path.ts'

const candidates = (local: string, remote: string): [string, object][] => [
  ['L', { type: 'local-candidate', candidateType: local }],
  ['R', { type: 'remote-candidate', candidateType: remote }],
]
const pair = { type: 'candidate-pair', localCandidateId: 'L', remoteCandidateId: 'R' }

/** As Chromium and Safari report, among pairs that were tried and not taken. */
function chromium(local: string, remote: string): Map<string, object> {
  return new Map<string, object>([
    ...candidates(local, remote),
    ['other', { ...pair, localCandidateId: 'nothing', selected: false }],
    ['P', pair],
    ['T', { type: 'transport', selectedCandidatePairId: 'P' }],
  ])
}

test.each([
  ['host', 'host', 'direct'],
  ['srflx', 'prflx', 'direct'],
  ['relay', 'host', 'relay'],
  ['prflx', 'relay', 'relay'],
  ['relay', 'relay', 'relay'],
])('between %s and %s media goes %s', (local, remote, path) => {
  expect(connectionPath(chromium(local, remote))).toBe(path)
})

test('Firefox marks the pair instead of naming it', () => {
  const report = new Map<string, object>([
    ...candidates('relay', 'host'),
    ['other', { ...pair, localCandidateId: 'nothing', selected: false }],
    ['P', { ...pair, selected: true }],
  ])
  expect(connectionPath(report)).toBe('relay')
})

test('while no pair is chosen there is no path', () => {
  expect(connectionPath(new Map<string, object>(candidates('host', 'host')))).toBeNull()
  expect(connectionPath(new Map<string, object>([['T', { type: 'transport' }]]))).toBeNull()
})
