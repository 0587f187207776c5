import { describe, expect, test } from 'vitest'
import { newInviteCookies, readNewInvites, withInvite, withoutInvite } from '../../../src/server/new-invites.ts'

const patient = {
  participantId: '0123456789ab',
  role: 'patient',
  code: '7K3M-Q2XR-9TFA',
  issuedAt: 1_795_424_400_000,
  mail: 'sent',
  email: "o'hara+visits@example.org",
  phone: '+1 (555) 0123',
} as const
const guest = {
  participantId: 'ba9876543210',
  role: 'interpreter',
  code: '0000-1111-ZZZZ',
  issuedAt: 0,
  mail: null,
  email: null,
  phone: null,
} as const

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

  test('keep to the call page without whom they are for', () => {
    const [, line] = newInviteCookies('aaaaaaaaaaaa', [patient], false)
    expect(readNewInvites(requestWith(line?.split(';')[0] ?? ''), false)).toEqual([
      { ...patient, email: null, phone: null },
    ])
  })

  test('fit into a cookie, three of them with the longest addresses there are', () => {
    const longest = {
      ...patient,
      mail: 'not-set-up',
      email: `${'%'.repeat(190)}@${'a.'.repeat(30)}org`,
      phone: '+'.padEnd(31, '1'),
    } as const
    for (const line of newInviteCookies('aaaaaaaaaaaa', [longest, longest, longest], true)) {
      // RFC 6265bis, 5.6: name and value together.
      expect((line.split(';')[0] ?? '').length).toBeLessThan(4_096)
      expect(line).toMatch(/^[\w-]+=[\w-]+; /)
    }
  })

  test.each([
    'new-invites=',
    'new-invites=<script>',
    cookieOf({ ...patient, role: 'doctor' }),
    cookieOf({ ...patient, code: '7k3m-q2xr-9tfa' }),
    cookieOf({ ...patient, email: 'a@example.org?bcc=b@example.org' }),
    cookieOf({ ...patient, phone: '0&body=' }),
    cookieOf({ ...patient, more: 1 }),
    cookieOf(patient, patient, patient, patient),
    'other=1',
    '',
  ])('are none when they are not of their shape: %s', (cookie) => {
    expect(readNewInvites(requestWith(cookie), false)).toEqual([])
  })

  test('a new link takes the place of the one before', () => {
    const again = { ...patient, code: 'AAAA-BBBB-CCCC' }
    expect(withInvite([patient, guest], again)).toEqual([guest, again])
  })

  test('a revoked one is shown no more', () => {
    expect(withoutInvite([patient, guest], patient.participantId)).toEqual([guest])
  })
})

function cookieOf(...invites: object[]): string {
  return `new-invites=${Buffer.from(JSON.stringify(invites)).toString('base64url')}`
}

function requestWith(cookie: string): Request {
  return new Request('http://here.invalid/', { headers: { cookie } })
}
