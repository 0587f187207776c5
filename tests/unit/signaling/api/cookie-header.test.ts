import { expect, test } from 'vitest'
import { readCookies, setCookie } from '../../../../signaling/api/cookie-header.ts'
import { clearedStaffCookie, staffCookie, visitCookie } from '../../../../signaling/api/session-cookies.ts'

test('cookies are read by name, with anything in their values', () => {
  const cookies = readCookies('session=abc; visit-0123456789ab=x=y==;  other="q" ; =nameless; bare')
  expect([...cookies]).toEqual([
    ['session', 'abc'],
    ['visit-0123456789ab', 'x=y=='],
    ['other', '"q"'],
  ])
  expect(readCookies(undefined).size).toBe(0)
})

test('of two with one name the first counts, which is the one with the longer path or the older', () => {
  expect(readCookies('session=first; session=second').get('session')).toBe('first')
})

test('no script reads a session, no other site sends it with a POST', () => {
  expect(staffCookie(false, 'S')).toBe('session=S; Path=/; HttpOnly; SameSite=Lax')
  expect(visitCookie(false, '0123456789ab', 'S')).toBe(
    'visit-0123456789ab=S; Path=/; HttpOnly; SameSite=Lax; Max-Age=86400',
  )
})

test('over TLS cookies are Secure and pinned to this host', () => {
  expect(staffCookie(true, 'S')).toBe('__Host-session=S; Path=/; HttpOnly; SameSite=Lax; Secure')
  expect(visitCookie(true, '0123456789ab', 'S')).toMatch(/^__Host-visit-0123456789ab=S; .*; Secure$/)
  expect(clearedStaffCookie(true)).toBe('__Host-session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure')
  expect(setCookie('a', 'b', { secure: true, maxAgeSeconds: 1 })).not.toContain('Domain')
})
