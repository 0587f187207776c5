import { expect, test } from 'vitest'
import { iceWays } from '../../../../src/call/network/ice-servers.ts'

test('servers are sorted by what they are for, each way with its credential and one address', () => {
  const credential = { username: '1:check', credential: 'x' }
  const ways = iceWays({
    iceServers: [
      { urls: ['stun:s.example', 'stun:t.example'] },
      {
        urls: ['turns:t.example:443?transport=tcp', 'turn:t.example?transport=tcp', 'turn:t.example', 'turn:u.example'],
        ...credential,
      },
    ],
  })
  expect(ways.stun).toEqual({ urls: ['stun:s.example', 'stun:t.example'] })
  expect([...ways.relay]).toEqual([
    ['udp', { urls: ['turn:t.example'], ...credential }],
    ['tcp', { urls: ['turn:t.example?transport=tcp'], ...credential }],
    ['tls', { urls: ['turns:t.example:443?transport=tcp'], ...credential }],
  ])
})

test('TLS needs no word on the transport, and over UDP no browser speaks it', () => {
  const way = (url: string) => [...iceWays({ iceServers: [{ urls: [url] }] }).relay.keys()]
  expect(way('turns:t.example')).toEqual(['tls'])
  expect(way('turns:t.example?transport=udp')).toEqual([])
  expect(way('turn:t.example?transport=udp')).toEqual(['udp'])
})

test('what is none of that is nothing to try', () => {
  for (const said of [
    null,
    'no',
    {},
    { iceServers: 'none' },
    { iceServers: [null, { urls: 'stun:s.example' }, { urls: [1] }] },
  ]) {
    expect(iceWays(said)).toEqual({ stun: null, relay: new Map() })
  }
})
