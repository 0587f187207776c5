import { describe, expect, test } from 'vitest'
import { cleanHeaders, goesOn } from '../../../src/server/request-headers.ts'

describe('headers of a request that is handed on', () => {
  test.each(['cookie', 'Origin', 'sec-fetch-site', 'content-type'])('%s goes on', (name) => {
    expect(goesOn(name)).toBe(true)
  })

  test.each([
    'connection',
    'X-Forwarded-For',
    'x-forwarded-proto',
    'Forwarded',
    'x-real-ip',
    'proxy-authorization',
    'x_under_score',
  ])('%s stays behind', (name) => {
    expect(goesOn(name)).toBe(false)
  })

  test('what claims to know the way is replaced by what is true', () => {
    const headers = {
      host: 'evil.example',
      'x-forwarded-for': '1.2.3.4',
      'x-forwarded-host': 'evil.example',
      cookie: 'a=b',
    }
    cleanHeaders(headers, { host: 'visits.example.org', address: '192.0.2.7' })
    expect(headers).toEqual({ host: 'visits.example.org', 'x-forwarded-for': '192.0.2.7', cookie: 'a=b' })
  })
})
