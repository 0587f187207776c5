import { expect, test } from 'vitest'
import { quickestFirst, readRelayUrl } from '../../../../signaling/turn/relay-url.ts'

test.each([
  ['stun:turn.example.org', { kind: 'stun', host: 'turn.example.org', port: 3478, transport: 'udp' }],
  ['turn:turn.example.org', { kind: 'turn', host: 'turn.example.org', port: 3478, transport: 'udp' }],
  ['turn:10.0.0.7:80?transport=tcp', { kind: 'turn', host: '10.0.0.7', port: 80, transport: 'tcp' }],
  ['turns:turn.example.org', { kind: 'turn', host: 'turn.example.org', port: 5349, transport: 'tls' }],
  ['TURNS:[2001:db8::7]:443?transport=TCP', { kind: 'turn', host: '2001:db8::7', port: 443, transport: 'tls' }],
  ['turns:turn.example.org?transport=udp', { kind: 'turn', host: 'turn.example.org', port: 5349, transport: 'dtls' }],
])('%s is read as browsers read it', (url, read) => {
  expect(readRelayUrl(url)).toEqual({ url, ...read })
})

test.each([
  'turn:',
  'turn:turn.example.org:0',
  'turn:turn.example.org:65536',
  'turn://turn.example.org',
  'turn:somebody@turn.example.org',
  'turn:turn.example.org?transport=sctp',
  'stun:turn.example.org?transport=tcp',
  'https:turn.example.org',
])('%s is none that a browser takes', (url) => {
  expect(readRelayUrl(url)).toBeNull()
})

test('UDP is offered before TCP and TCP before TLS, whatever the order they were written in', () => {
  const udp = ['turn:one.example', 'turn:two.example?transport=udp']
  const tcp = 'turn:one.example?transport=tcp'
  const tls = 'turns:one.example:443'
  expect(quickestFirst([tls, tcp, ...udp])).toEqual([...udp, tcp, tls])
  expect(quickestFirst([...udp, tls, tcp])).toEqual([...udp, tcp, tls])
})
