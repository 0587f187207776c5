import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextPath, signInPath } from '../../../src/server/next-path.ts'

describe('where to go after signing in', () => {
  test.each(['/meetings/new', '/meetings?after=1%2F2', '/call/0123456789ab', '/'])('%s is followed', (path) => {
    expect(nextPath(path)).toBe(path)
  })

  test.each([
    null,
    '',
    'meetings',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/%2e//evil.example',
    'javascript:alert(1)',
    '/sign-in',
    '/sign-out?x',
    `/${'a'.repeat(600)}`,
  ])('%j leads to the list instead', (asked) => {
    expect(nextPath(asked)).toBe('/meetings')
  })

  test('whatever is asked, a browser stays on this site', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '%2f',
      '%5c',
      '\t',
      '\n',
      ':',
      '@',
      '?',
      '#',
      'evil.example',
      'https:',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const here = 'https://visits.example.org'
        expect(new URL(nextPath(`/${pieces.join('')}`), here).origin).toBe(here)
      }),
    )
  })

  test('the way in remembers where somebody wanted to go', () => {
    const way = new URL(signInPath('/meetings?after=a&b=#c'), 'http://here.invalid')
    expect(way.pathname).toBe('/sign-in')
    expect(way.searchParams.get('next')).toBe('/meetings?after=a&b=#c')
  })
})
