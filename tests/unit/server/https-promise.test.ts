import { describe, expect, test } from 'vitest'
import { httpsPromise } from '../../../src/server/https-promise.ts'

describe('browsers are told to come by https for ever', () => {
  test.each(['from-an-authority', 'of-a-proxy'] as const)('to a name, with a certificate %s', (certificate) => {
    expect(httpsPromise({ publicUrl: 'https://visits.example.org', certificate })).toBe('for-ever')
    expect(httpsPromise({ publicUrl: 'https://visits.example.org:8443', certificate })).toBe('for-ever')
  })

  test('but not with a certificate they warn of: there would be no way past the warning any more', () => {
    expect(httpsPromise({ publicUrl: 'https://visits.example.org', certificate: 'of-our-own' })).toBe('unsaid')
  })

  test.each([
    'https://localhost:4321',
    'https://bedside.localhost',
    'https://192.168.1.5:4321',
    'https://[fd00::5]:4321',
    'http://visits.example.org',
  ])('and not at %s', (publicUrl) => {
    expect(httpsPromise({ publicUrl, certificate: 'from-an-authority' })).toBe('unsaid')
  })
})
