import { describe, expect, test } from 'vitest'
import { inviteText } from '../../../signaling/contract/invite-text.ts'
import { inPlainText, inviteLetter } from '../../../signaling/contract/invite-words.ts'
import { inviteMessage } from '../../../src/server/invite-message.ts'
import { mailSentence } from '../../../src/server/mail-sentence.ts'
import { EVERY, invitationOf } from '../../support/invitation.ts'

const nobody = { email: null, phone: null }

describe('the links that open the doctor’s own programs', () => {
  test.each(EVERY)('hold the whole invitation in $language for $role, sign by sign', (who) => {
    const invitation = invitationOf(who)
    const { mail, sms } = inviteMessage(invitation, nobody)
    const letter = inviteLetter(invitation)
    const asked = new URL(mail)
    expect(asked.protocol).toBe('mailto:')
    expect(asked.searchParams.get('subject')).toBe(letter.subject)
    expect(asked.searchParams.get('body')).toBe(inPlainText(letter.lines).replaceAll('\n', '\r\n'))
    expect(new URL(sms).searchParams.get('body')).toBe(inviteText(invitation))
    // What could end the address early is written as %XX (RFC 6068, 2).
    expect(mail + sms).not.toMatch(/[\s"<>#]/)
  })

  test('go to the address and the number that were given', () => {
    const { mail, sms } = inviteMessage(invitationOf(), { email: 'paul@example.org', phone: '+1 (555) 01-23' })
    expect(mail).toMatch(/^mailto:paul@example\.org\?subject=/)
    expect(sms).toMatch(/^sms:\+15550123\?&body=/)
  })

  test('take an address as one, whatever signs are in it', () => {
    const { mail } = inviteMessage(invitationOf(), { email: 'a?cc=b&x%y@example.org', phone: null })
    expect(mail).toMatch(/^mailto:a%3Fcc%3Db%26x%25y@example\.org\?subject=/)
    expect([...new URL(mail).searchParams.keys()]).toEqual(['subject', 'body'])
  })
})

test('what became of the e-mail is said, and nothing where none was asked for', () => {
  const said = (mail: Parameters<typeof mailSentence>[0]['mail']) => mailSentence({ mail, email: 'paul@example.org' })
  expect(said('sent')).toBe('Sent by e-mail to paul@example.org.')
  expect(said('failed')).toMatch(/could not be sent.*another way/)
  expect(said('not-set-up')).toContain('nothing was sent')
  expect(said(null)).toBeNull()
  expect(mailSentence({ mail: 'sent', email: null })).toBe('Sent by e-mail.')
})
