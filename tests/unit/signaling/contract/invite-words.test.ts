import { describe, expect, test } from 'vitest'
import { inPlainText, inviteLetter, whenInWords } from '../../../../signaling/contract/invite-words.ts'
import { LANGUAGES } from '../../../../signaling/contract/languages.ts'
import { EVERY, INVITED, invitationOf } from '../../../support/invitation.ts'

describe('an invitation as a letter', () => {
  test.each(EVERY)('in $language for $role says who, when, how to come, what to press and whom to call', (who) => {
    const invitation = invitationOf(who)
    const { subject, lines } = inviteLetter(invitation)
    const text = inPlainText(lines)
    expect(subject).toContain('Example Clinic')
    for (const said of [
      'Example Clinic',
      whenInWords(invitation.startsAt ?? 0, who.language, 'Europe/Berlin'),
      'https://visits.example.org/join#7K3M-Q2XR-9TFA\n',
      'Continue',
      'Join call',
      'https://visits.example.org/join',
      'https://visits.example.org/test',
      '\n7K3M-Q2XR-9TFA\n',
      '+1 555 0100',
    ]) {
      expect(text).toContain(said)
    }
    expect(text).not.toMatch(/undefined|null|\$\{/)
    expect(lines.filter(({ is }) => is === 'link')).toHaveLength(1)
    expect(lines.filter(({ is }) => is === 'code')).toHaveLength(1)
  })

  test('says to each role in each language something of its own', () => {
    const letters = EVERY.map((who) => inviteLetter(invitationOf(who)))
    expect(new Set(letters.map(({ subject }) => subject)).size).toBe(EVERY.length)
    expect(new Set(letters.map(({ lines }) => lines[1]?.text)).size).toBe(EVERY.length)
  })

  test.each(LANGUAGES)(
    'in %s without a planned time says that it is now, and without a number names none',
    (language) => {
      const soon = invitationOf({ language, startsAt: null, clinicPhone: null })
      const text = inPlainText(inviteLetter(soon).lines)
      expect(text).not.toMatch(/2026|1970|555|\/test/)
      expect(text).toContain(soon.code)
      expect(inviteLetter(soon).lines).toHaveLength(inviteLetter(invitationOf({ language })).lines.length - 2)
    },
  )

  test('has no title of the meeting: letters and calendars are seen by others', () => {
    expect(Object.keys(invitationOf())).not.toContain('title')
  })

  test('in Arabic keeps numbers, addresses and names apart from the direction around them', () => {
    for (const role of INVITED) {
      const text = inPlainText(inviteLetter(invitationOf({ language: 'ar', role })).lines)
      expect(text).toContain('\u2066+1 555 0100\u2069')
      expect(text).toContain('\u2066https://visits.example.org/join\u2069')
      expect(text).toContain('\u2068Example Clinic\u2069')
    }
    expect(inPlainText(inviteLetter(invitationOf({ language: 'de' })).lines)).not.toMatch(/[\u2066-\u2069]/)
  })
})

test('times are told by the clinic’s clock, with its zone, as the language writes them', () => {
  const at = Date.parse('2026-07-01T07:05:00Z')
  expect(whenInWords(at, 'en', 'Europe/Berlin')).toBe('Wednesday, 1 July 2026 at 09:05 (Central European Summer Time)')
  expect(whenInWords(at, 'en', 'America/New_York')).toBe('Wednesday, 1 July 2026 at 03:05 (Eastern Daylight Time)')
  expect(whenInWords(at, 'de', 'Europe/Berlin')).toBe('Mittwoch, 1. Juli 2026 um 09:05 (Mitteleuropäische Sommerzeit)')
  expect(whenInWords(at, 'ar', 'Europe/Berlin')).toMatch(/الأربعاء.*09:05.*\(توقيت وسط أوروبا الصيفي\)$/)
})
