import { describe, expect, test } from 'vitest'
import { inviteLink, newInviteCookies, readNewInvites, withInvite } from '../../../src/server/new-invites.ts'

const patient = { participantId: '0123456789ab', role: 'patient', code: '7K3M-Q2XR-9TFA' } as const
const guest = { participantId: 'ba9876543210', role: 'interpreter', code: '0000-1111-ZZZZ' } as const

describe('fresh invites on their way to the page that shows them', () => {
  test('come out as they went in', () => {
    const [line] = newInviteCookies('aaaaaaaaaaaa', [patient, guest], false)
    expect(readNewInvites(requestWith(line?.split(';')[0] ?? ''), false)).toEqual([patient, guest])
  })

  test('go to the pages of their own meeting alone, for ten minutes, out of reach of scripts', () => {
    const lines = newInviteCookies('aaaaaaaaaaaa', [patient], false)
    expect(lines.map((line) => /Path=([^;]+)/.exec(line)?.[1])).toEqual([
      '/meetings/aaaaaaaaaaaa',
      '/call/aaaaaaaaaaaa',
    ])
    for (const line of lines) {
      expect(line).toMatch(/; Max-Age=600; HttpOnly; SameSite=Strict$/)
    }
  })

  test('travel over TLS alone where there is TLS', () => {
    for (const line of newInviteCookies('aaaaaaaaaaaa', [patient], true)) {
      expect(line).toMatch(/^__Secure-new-invites=.*; Secure$/)
    }
  })

  test.each([
    'new-invites=',
    'new-invites=<script>',
    'new-invites=0123456789ab.doctor.7K3M-Q2XR-9TFA',
    'new-invites=0123456789ab.patient.7k3m-q2xr-9tfa',
    'new-invites=0123456789ab.patient.7K3M-Q2XR-9TFA.x',
    'other=1',
    '',
  ])('what is not of their shape is left out: %s', (cookie) => {
    expect(readNewInvites(requestWith(cookie), false)).toEqual([])
  })

  test('a new link takes the place of the one before', () => {
    const again = { ...patient, code: 'AAAA-BBBB-CCCC' }
    expect(withInvite([patient, guest], again)).toEqual([guest, again])
  })

  test('the code stands behind the # of the link', () => {
    expect(inviteLink('https://visits.example.org', patient.code)).toBe(
      'https://visits.example.org/join#7K3M-Q2XR-9TFA',
    )
  })
})

function requestWith(cookie: string): Request {
  return new Request('http://here.invalid/', { headers: { cookie } })
}
