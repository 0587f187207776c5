import { describe, expect, test } from 'vitest'
import { candidateToPass } from '../../../../../signaling/rooms/core/candidate.ts'

const about = { sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'abcd' }
const HOST = { ...about, candidate: 'candidate:1 1 udp 2113937151 192.0.2.7 54321 typ host generation 0' }
const REFLEXIVE = {
  ...about,
  candidate: 'candidate:2 1 udp 1677729535 198.51.100.4 54321 typ srflx raddr 192.0.2.7 rport 54321',
}
const RELAY = {
  ...about,
  candidate: 'candidate:3 1 udp 41885439 203.0.113.9 50000 typ relay raddr 198.51.100.4 rport 54321 generation 0',
}
const NO_MORE = { ...about, candidate: '' }

describe('in an ordinary meeting', () => {
  test.each([HOST, REFLEXIVE, RELAY, NO_MORE])('$candidate passes as it is', (candidate) => {
    expect(candidateToPass(candidate, false)).toBe(candidate)
  })
})

describe('[S2] in a relay-only meeting', () => {
  test.each([HOST, REFLEXIVE])('$candidate does not pass', (candidate) => {
    expect(candidateToPass(candidate, true)).toBeNull()
  })

  test('a relay candidate passes without the address the relay saw', () => {
    expect(candidateToPass(RELAY, true)?.candidate).toBe(
      'candidate:3 1 udp 41885439 203.0.113.9 50000 typ relay raddr 0.0.0.0 rport 0 generation 0',
    )
  })

  test('the end of the candidates passes', () => {
    expect(candidateToPass(NO_MORE, true)).toBe(NO_MORE)
  })

  test.each([
    'candidate:1 1 udp 1 192.0.2.7 1 typ host typ relay',
    'candidate:1 1 udp 1 192.0.2.7 1 x typ relay',
    'typ relay',
    'candidate:1 1 udp 1 192.0.2.7 1 typ relayed',
  ])('%s is no relay candidate', (candidate) => {
    expect(candidateToPass({ ...about, candidate }, true)).toBeNull()
  })
})

test.each([true, false])('[S2] a second candidate behind a line break does not pass (relay-only: %s)', (relayOnly) => {
  const candidate = `${RELAY.candidate}\r\na=${HOST.candidate}`
  expect(candidateToPass({ ...about, candidate }, relayOnly)).toBeNull()
})
