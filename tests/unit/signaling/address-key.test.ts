import { expect, test } from 'vitest'
import { addressKey } from '../../../signaling/address-key.ts'

test('an IPv4 address counts as itself, also inside IPv6', () => {
  expect(addressKey('192.0.2.7')).toBe('192.0.2.7')
  expect(addressKey('::ffff:192.0.2.7')).toBe('192.0.2.7')
  expect(addressKey('192.0.2.7')).not.toBe(addressKey('192.0.2.8'))
})

test('all of an IPv6 /64 counts as one, however it is written', () => {
  const key = addressKey('2001:db8:0:1::1')
  for (const other of ['2001:db8:0:1:ffff:ffff:ffff:ffff', '2001:0DB8::1:0:0:0:9', '2001:db8:0:1:0:0:192.0.2.1']) {
    expect(addressKey(other)).toBe(key)
  }
  expect(addressKey('2001:db8:0:2::1')).not.toBe(key)
  expect(addressKey('fe80::1%eth0')).toBe(addressKey('fe80::2'))
  expect(addressKey('::1')).toBe('0:0:0:0::/64')
})
