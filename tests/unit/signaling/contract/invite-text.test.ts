import { describe, expect, test } from 'vitest'
import { inviteText, segments } from '../../../../signaling/contract/invite-text.ts'
import { EVERY, invitationOf } from '../../../support/invitation.ts'

describe('an invitation as a text message', () => {
  test.each(EVERY)('in $language for $role is at most two messages and has clinic, day and link', (who) => {
    const text = inviteText(invitationOf(who))
    expect(segments(text)).toBeLessThanOrEqual(2)
    expect(text).toContain('Example Clinic')
    expect(text).toContain('24')
    expect(text).toContain('https://visits.example.org/join#7K3M-Q2XR-9TFA')
  })

  test('names the clinic’s number where there is room for it', () => {
    expect(inviteText(invitationOf())).toMatch(/\nTel\. \+1 555 0100$/)
    expect(inviteText(invitationOf({ clinicPhone: null }))).not.toContain('Tel')
  })

  test('leaves the number out before it becomes a third message, and the link never', () => {
    const long = invitationOf({ language: 'ar', clinicName: 'C'.repeat(60) })
    const text = inviteText(long)
    expect(text).not.toContain('555')
    expect(text).toContain(`#${long.code}`)
    const longest = inviteText(invitationOf({ language: 'ar', clinicName: 'C'.repeat(80) }))
    expect(longest).toContain(`#${long.code}`)
  })

  test('of languages that the 7-bit alphabet can write is written with it', () => {
    for (const language of ['en', 'de'] as const) {
      expect(segments(`${inviteText(invitationOf({ language }))}${'x'.repeat(60)}`)).toBeLessThanOrEqual(2)
    }
  })
})

test('messages are counted as telephones count them', () => {
  expect(segments('x'.repeat(160))).toBe(1)
  expect(segments('x'.repeat(161))).toBe(2)
  expect(segments('x'.repeat(306))).toBe(2)
  expect(segments('x'.repeat(307))).toBe(3)
  // The euro sign is in the alphabet’s extension: two places.
  expect(segments('€'.repeat(80))).toBe(1)
  expect(segments('€'.repeat(81))).toBe(2)
  expect(segments('ş'.repeat(70))).toBe(1)
  expect(segments('ş'.repeat(71))).toBe(2)
  expect(segments('ش'.repeat(135))).toBe(3)
})
