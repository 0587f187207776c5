import { expect, test } from 'vitest'
import { createRouteMatcher } from '../../../../signaling/api/route-match.ts'
import { ROUTES } from '../../../../signaling/contract/routes.ts'

const match = createRouteMatcher(ROUTES)

test('a path and a method lead to their route', () => {
  expect(match('POST', '/create-meeting')).toEqual({ name: 'createMeeting', params: {} })
  expect(match('GET', '/api/meetings/0123456789ab')).toEqual({ name: 'meeting', params: { roomId: '0123456789ab' } })
  expect(match('POST', '/api/call/0123456789ab/ticket')).toEqual({
    name: 'ticket',
    params: { roomId: '0123456789ab' },
  })
})

test('a known path with another method says which it has', () => {
  expect(match('GET', '/create-meeting')).toEqual({ methods: ['POST'] })
  expect(match('HEAD', '/api/account')).toEqual({ methods: ['GET'] })
})

test.each([
  '/api/account/',
  '//api/account',
  '/api//account',
  '/api/./account',
  '/api/x/../account',
  '/api/%61ccount',
  '/API/account',
  '/api/account;x',
  '/api/account%00',
  '/api/meetings/',
  '/api/meetings/a%2fb',
  '/api/meetings/..',
  '/api/meetings/a b',
  '',
  '/',
])('%s leads nowhere', (path) => {
  expect(match('GET', path)).toBeNull()
})
