import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { forWhatIsThere, headersFor, withSocketAddress } from '../../../src/server/headers.ts'

describe('the headers of every reply', () => {
  test('camera and microphone are for the call page and the test before it, the screen for the call page alone', () => {
    expect(headersFor('/call/0123456789ab', 'unsaid')['permissions-policy']).toMatch(
      /camera=\(self\), microphone=\(self\), display-capture=\(self\)/,
    )
    for (const path of ['/test', '/test/']) {
      expect(headersFor(path, 'unsaid')['permissions-policy']).toMatch(
        /camera=\(self\), microphone=\(self\), display-capture=\(\), screen-wake-lock=\(\), autoplay=\(self\)/,
      )
    }
    for (const path of [
      '/',
      '/join',
      '/meetings',
      '/call',
      '/call/a/b',
      '/call/%61',
      '/x/call/0123456789ab',
      '/%74est',
      '/test/x',
      '/tests',
      '',
    ]) {
      const policy = headersFor(path, 'unsaid')['permissions-policy']
      expect(policy, path).toMatch(/camera=\(\), microphone=\(\), display-capture=\(\)/)
    }
  })

  test('browsers are told to stay with TLS where that is promised, and only there', () => {
    expect(headersFor('/', 'for-ever')['strict-transport-security']).toMatch(/^max-age=\d{8}/)
    expect(headersFor('/', 'unsaid')['strict-transport-security']).toBeUndefined()
  })

  test('a page names the scripts and styles that stand in it, and no others', () => {
    const policy =
      "script-src 'self' 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=' 'sha256-AAAA'; style-src 'self' 'sha256-BBBB';"
    const html = '<style></style><script>a()</script><p>b</p>'
    expect(forWhatIsThere(policy, html.replace('a()', 'alert'))).toBe("script-src 'self'; style-src 'self';")
    const there = createHash('sha256').update('a()').digest('base64')
    expect(forWhatIsThere(policy.replace('AAAA', there), html)).toBe(
      `script-src 'self' 'sha256-${there}'; style-src 'self';`,
    )
  })

  test("the socket's address is added to what a page may connect to, once", () => {
    const policy = "default-src 'none';connect-src 'self';base-uri 'none'"
    const added = withSocketAddress(policy, 'https://visits.example.org')
    expect(added).toBe("default-src 'none';connect-src 'self' wss://visits.example.org;base-uri 'none'")
    expect(withSocketAddress(added, 'https://visits.example.org')).toBe(added)
  })
})
