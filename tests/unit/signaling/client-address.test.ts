import { expect, test } from 'vitest'
import { clientAddress, trustedSenders } from '../../../signaling/client-address.ts'

const isTrusted = trustedSenders(['127.0.0.1', '::1', '10.0.0.0/8', '2001:db8:1::/48'])

test.each([
  ['no proxy and no header', '192.0.2.1', '', '192.0.2.1'],
  ['a stranger who claims another address', '192.0.2.1', '198.51.100.1', '192.0.2.1'],
  ['a trusted proxy', '127.0.0.1', '192.0.2.1', '192.0.2.1'],
  ['a trusted proxy in a subnet, behind another', '127.0.0.1', '192.0.2.1, 10.1.2.3', '192.0.2.1'],
  ['a client behind a trusted proxy who claims another', '127.0.0.1', '198.51.100.1, 192.0.2.1', '192.0.2.1'],
  ['a trusted proxy that says nothing', '127.0.0.1', '', '127.0.0.1'],
  ['a trusted proxy that says nonsense', '127.0.0.1', 'unknown', '127.0.0.1'],
  ['nonsense behind a trusted hop', '127.0.0.1', 'unknown, 10.0.0.1', '10.0.0.1'],
  ['only trusted ones', '127.0.0.1', '10.0.0.2, 10.0.0.1', '10.0.0.2'],
  ['ports', '127.0.0.1', '192.0.2.1:4711', '192.0.2.1'],
  ['IPv6 with a port', '::1', '[2001:db8::7]:4711', '2001:db8::7'],
  ['IPv6 written out', '0000:0000:0000:0000:0000:0000:0000:0001', '2001:db8::7', '2001:db8::7'],
  ['IPv4 inside IPv6', '::ffff:127.0.0.1', '192.0.2.1', '192.0.2.1'],
  ['an IPv6 subnet', '2001:db8:1::5', '192.0.2.1', '192.0.2.1'],
])('%s', (_, peer, forwardedFor, expected) => {
  expect(clientAddress(peer, forwardedFor, isTrusted)).toBe(expected)
})
