import { describe, expect, test } from 'vitest'
import { inviteMail } from '../../../../signaling/invites/invite-mail.ts'
import { EVERY, invitationOf } from '../../../support/invitation.ts'

const entry = { roomId: '0123456789ab', participantId: 'ba9876543210', createdAt: 1, issuedAt: 1 }

describe('an invitation as an e-mail', () => {
  test.each(EVERY)('in $language for $role says in HTML what it says in plain text', (who) => {
    const { text, html } = inviteMail(invitationOf(who), entry, 'paul@example.org')
    const shown = html
      .replace(/<head>.*<\/head>/s, '')
      .replace(/<[^>]+>/g, '')
      .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    expect(shown.split(/\n+/).filter(Boolean)).toEqual(text.split(/\n+/).filter(Boolean))
  })

  test('reads from right to left in Arabic, but for the link and the code', () => {
    const { html } = inviteMail(invitationOf({ language: 'ar' }), entry, 'paul@example.org')
    expect(html).toMatch(/^<!doctype html><html lang="ar" dir="rtl">/)
    expect(html).toContain('<div lang="ar" dir="rtl"')
    expect(html).toMatch(/<a dir="ltr" href="https:\/\/visits\.example\.org\/join#7K3M/)
    expect(html).toMatch(/<strong dir="ltr"[^>]*>7K3M-Q2XR-9TFA</)
    expect(inviteMail(invitationOf({ language: 'tr' }), entry, 'p@example.org').html).toContain('lang="tr" dir="ltr"')
  })

  test('shows a clinic’s name as text, whatever is in it', () => {
    const { html } = inviteMail(invitationOf({ clinicName: '<b>"O\'Hara" & Sons</b>' }), entry, 'paul@example.org')
    expect(html).not.toContain('<b>')
    expect(html).toContain('&#60;b&#62;&#34;O&#39;Hara&#34; &#38; Sons')
  })

  test('has a calendar file when it is planned, and none when it is for now', () => {
    expect(inviteMail(invitationOf(), entry, 'p@example.org').attachment?.content).toContain('BEGIN:VCALENDAR')
    expect(inviteMail(invitationOf({ startsAt: null }), entry, 'p@example.org').attachment).toBeNull()
  })
})
