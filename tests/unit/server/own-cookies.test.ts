import { describe, expect, test } from 'vitest'
import { carriesStaffSession, cookieValue, ownCookies } from '../../../src/server/own-cookies.ts'

describe('the cookies that are handed to the API', () => {
  test('are the session and the visits, and nothing else', () => {
    expect(ownCookies('a=1; session=s; visit-0123456789ab=v; new-invites=x; sessions=no', false)).toBe(
      'session=s; visit-0123456789ab=v',
    )
  })

  test('over TLS are those with the __Host- mark, so that a neighbouring host cannot plant one', () => {
    expect(ownCookies('session=planted; __Host-session=s; visit-a=planted; __Host-visit-a=v', true)).toBe(
      '__Host-session=s; __Host-visit-a=v',
    )
  })

  test('tell whether somebody of the staff sits at this browser', () => {
    expect(carriesStaffSession('visit-a=v; session=s', false)).toBe(true)
    expect(carriesStaffSession('visit-a=v; session=s', true)).toBe(false)
    expect(carriesStaffSession('', false)).toBe(false)
  })

  test('of two with one name the first counts, as browsers put the closer path first', () => {
    expect(cookieValue('n=near; n=far; =; x', 'n')).toBe('near')
    expect(cookieValue('', 'n')).toBeNull()
  })
})
