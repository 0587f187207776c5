import { describe, expect, test } from 'vitest'
import { plainReply } from '../../../../src/server/tls/plain-reply.ts'

const HERE = 'https://visits.example.org'

describe('plain http to the https port', () => {
  test.each([
    ['GET / HTTP/1.1\r\n', '/'],
    ['HEAD /join?from=mail HTTP/1.0\r\nHost: evil.example\r\n', '/join?from=mail'],
    ['GET /call/0123456789ab HTTP/1.1\n', '/call/0123456789ab'],
  ])('%j is sent on', (said, path) => {
    expect(reply(said)).toContain(`HTTP/1.1 307 Temporary Redirect\r\nlocation: ${HERE}${path}\r\n`)
  })

  test.each([
    'POST /sign-in HTTP/1.1\r\n',
    'GET //evil.example HTTP/1.1\r\n',
    'GET /\\evil.example HTTP/1.1\r\n',
    'GET http://evil.example/ HTTP/1.1\r\n',
    'GET /a\rset-cookie:b HTTP/1.1\r\n',
    'GET /\u00e9 HTTP/1.1\r\n',
    'EHLO there\r\n',
    '\u0000\u0001\n',
    'GET /',
  ])('%j is told where to go, and sent nowhere', (said) => {
    const told = reply(said)
    expect(told).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
    expect(told).not.toMatch(/location|evil|set-cookie/i)
    expect(told).toMatch(/\r\n\r\nThis address speaks https\. Please go to https:\/\/visits\.example\.org\n$/)
  })

  test('is never kept by a browser', () => {
    expect(reply('GET / HTTP/1.1\r\n')).toContain('\r\ncache-control: no-store\r\n')
  })
})

function reply(said: string): string {
  return plainReply(Buffer.from(said, 'latin1'), HERE)
}
