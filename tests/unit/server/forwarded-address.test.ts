import { describe, expect, test } from 'vitest'
import { clientAddress, createTrustedProxies } from '../../../src/server/forwarded-address.ts'

describe("the client's address", () => {
  test.each([
    // socket, X-Forwarded-For, trusted, what counts
    ['203.0.113.9', undefined, '', '203.0.113.9'],
    ['203.0.113.9', '198.51.100.1', '', '203.0.113.9'],
    ['203.0.113.9', '198.51.100.1', '10.0.0.1', '203.0.113.9'],
    ['10.0.0.1', '198.51.100.1', '10.0.0.1', '198.51.100.1'],
    ['10.0.0.1', '1.1.1.1, 198.51.100.1', '10.0.0.1', '198.51.100.1'],
    ['10.0.0.1', '198.51.100.1, 10.0.0.2', '10.0.0.0/8', '198.51.100.1'],
    ['::ffff:10.0.0.1', '2001:db8::1', '10.0.0.1', '2001:db8::1'],
    ['fd00::5', '198.51.100.1', 'fd00::/8', '198.51.100.1'],
    ['10.0.0.1', 'not an address', '10.0.0.1', '10.0.0.1'],
    ['10.0.0.1', '', '10.0.0.1', '10.0.0.1'],
    ['::ffff:203.0.113.9', undefined, '', '203.0.113.9'],
    [undefined, '198.51.100.1', '', ''],
  ])('of a socket from %s with X-Forwarded-For %s, trusting "%s", is %s', (socket, forwardedFor, trust, expected) => {
    const trusted = createTrustedProxies(trust === '' ? [] : trust.split(','))
    if (trusted === null) throw new Error('not an address')
    expect(clientAddress(socket, forwardedFor, trusted)).toBe(expected)
  })

  test.each(['10.0.0', '10.0.0.1/33', '::/129', '1:2'])('%s is no proxy to trust', (entry) => {
    expect(createTrustedProxies([entry])).toBeNull()
  })
})
