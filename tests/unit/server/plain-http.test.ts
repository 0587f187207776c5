import { describe, expect, test } from 'vitest'
import { plainHttpTrouble } from '../../../src/server/plain-http.ts'

const ALONE = { publicUrl: 'http://localhost:4321', host: '127.0.0.1', tlsCert: null, trustedProxies: [] }

describe('other machines would come by plain http', () => {
  test.each([
    'http://visits.example.org',
    'http://192.168.1.5:4321',
    'http://[fd00::5]',
    'http://localhost.example.org',
  ])('to PUBLIC_URL %s', (publicUrl) => {
    expect(plainHttpTrouble({ ...ALONE, publicUrl })?.refusal).toMatch(/^PUBLIC_URL is .* https address, or PLAIN_HTTP/)
  })

  test.each(['0.0.0.0', '::', '192.168.1.5', 'visits.example.org'])('to HOST %s', (host) => {
    const publicUrl = 'https://visits.example.org'
    expect(plainHttpTrouble({ ...ALONE, publicUrl, host })?.refusal).toMatch(/^HOST is .*TLS_CERT.*TRUSTED_PROXIES/)
  })

  test('and the warning is the same without what to do', () => {
    const trouble = plainHttpTrouble({ ...ALONE, host: '0.0.0.0' })
    expect(trouble?.warning).toMatch(/in clear\.$/)
    expect(trouble?.refusal.startsWith(trouble.warning.slice(0, -1))).toBe(true)
  })
})

describe('nobody would come by plain http', () => {
  test.each([
    ['on this machine alone', {}],
    ['under its other names', { publicUrl: 'http://127.0.0.1:4321', host: '::1' }],
    ['and "localhost"', { publicUrl: 'http://[::1]:4321', host: 'localhost' }],
    ['behind a proxy on this machine', { publicUrl: 'https://visits.example.org' }],
    ['behind one elsewhere', { publicUrl: 'https://v.example', host: '0.0.0.0', trustedProxies: ['10.0.0.1'] }],
    ['with a certificate of its own', { publicUrl: 'https://v.example', host: '0.0.0.0', tlsCert: 'v.crt' }],
  ])('%s', (_, ways) => {
    expect(plainHttpTrouble({ ...ALONE, ...ways })).toBeNull()
  })
})
