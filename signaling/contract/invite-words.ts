import type { Millis } from './ids.ts'
import { inviteLink, joinAddress, tryOutAddress } from './invite-link.ts'
import { ar } from './invite-words/ar.ts'
import { de } from './invite-words/de.ts'
import { en } from './invite-words/en.ts'
import { es } from './invite-words/es.ts'
import { fr } from './invite-words/fr.ts'
import { tr } from './invite-words/tr.ts'
import type { InvitedRole, InviteWords } from './invite-words/words.ts'
import { directionOf, type Language } from './languages.ts'

/** All that an invitation is written from, whichever way it goes: by e-mail, text message or calendar. */
export interface Invitation {
  readonly role: InvitedRole
  readonly language: Language
  readonly clinicName: string
  readonly clinicPhone: string | null
  /** Null: now. */
  readonly startsAt: Millis | null
  /** The clinic's time zone by its IANA name. People are told times by the clinic's clock, with the zone. */
  readonly zone: string
  readonly publicUrl: string
  /** `XXXX-XXXX-XXXX` */
  readonly code: string
}

export interface InviteLetter {
  readonly subject: string
  readonly lines: readonly LetterLine[]
}
/** Links and codes stand on lines of their own and read from left to right in every language. */
export interface LetterLine {
  readonly is: 'words' | 'link' | 'code'
  readonly text: string
}

const WORDS: Readonly<Record<Language, InviteWords>> = { en, de, fr, es, tr, ar }

/** The names that product and tests know the controls by; the page says them in English. */
const BUTTONS = { next: 'Continue', join: 'Join call' } as const

/** The whole letter, in the reader's language. The meeting's title is not in it: letters and calendars are seen by others. */
export function inviteLetter(invitation: Invitation): InviteLetter {
  const { role, language, startsAt, zone } = invitation
  const { hello, why, when, now } = WORDS[language]
  const clinic = apart(invitation.clinicName, language)
  return {
    subject: inviteSubject(invitation),
    lines: [
      words(hello),
      words(why[role](clinic)),
      words(startsAt === null ? now : when(whenInWords(startsAt, language, zone))),
      ...howToCome(invitation),
      words(invitation.clinicName),
    ],
  }
}

export function inviteSubject({ role, language, clinicName }: Invitation): string {
  return WORDS[language].subject[role](clinicName)
}

/** What to do and press, and what to do when that does not work. */
export function howToCome({ language, publicUrl, code, clinicPhone, startsAt }: Invitation): readonly LetterLine[] {
  const { open, press, tryOut, code: orType, help, keep } = WORDS[language]
  return [
    words(open),
    { is: 'link', text: inviteLink(publicUrl, code) },
    words(press(BUTTONS)),
    ...(startsAt === null ? [] : [words(tryOut(leftToRight(tryOutAddress(publicUrl), language)))]),
    words(orType(leftToRight(joinAddress(publicUrl), language))),
    { is: 'code', text: code },
    ...(clinicPhone === null ? [] : [words(help(leftToRight(clinicPhone, language)))]),
    words(keep),
  ]
}

/** None where the clinic has no number. */
export function telephoneLine({ language, clinicPhone }: Invitation): readonly string[] {
  return clinicPhone === null ? [] : [WORDS[language].telephone(leftToRight(clinicPhone, language))]
}

/** As plain text: lines with an empty one between, links and codes under what leads to them. */
export function inPlainText(lines: readonly LetterLine[]): string {
  return lines.map(({ is, text }, index) => (is === 'words' && index > 0 ? `\n${text}` : text)).join('\n')
}

/** `Tuesday, 24 November 2026 at 09:30 (Central European Standard Time)`, as the language writes it. */
export function whenInWords(at: Millis, language: Language, zone: string): string {
  const locale = localeOf(language)
  const time = { hour: '2-digit', minute: '2-digit', timeZone: zone } as const
  const day = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const
  const zoneName = new Intl.DateTimeFormat(locale, { ...time, timeZoneName: 'long' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')
  return `${new Intl.DateTimeFormat(locale, { ...day, ...time }).format(at)} (${zoneName?.value ?? zone})`
}

/** `Tue 24 Nov, 09:30 CET`, as the language writes it. */
export function whenInShort(at: Millis, language: Language, zone: string): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
    timeZoneName: 'short',
  }).format(at)
}

/** English by the 24-hour clock, as everywhere in Bedside. */
function localeOf(language: Language): string {
  return language === 'en' ? 'en-GB' : language
}

function words(text: string): LetterLine {
  return { is: 'words', text }
}

/** Between words that run from right to left, digits and signs of a number or an address would change places (UAX #9, 2.6). */
function leftToRight(text: string, language: Language): string {
  return directionOf(language) === 'rtl' ? `\u2066${text}\u2069` : text
}

/** A name of its own direction, whichever that is. */
function apart(text: string, language: Language): string {
  return directionOf(language) === 'rtl' ? `\u2068${text}\u2069` : text
}
