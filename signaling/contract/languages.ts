import Type, { type Static } from 'typebox'

/** Languages in which people are written to: invitations, and what the clinic says to somebody who waits. BCP 47. */
export const Language = Type.Union(
  [
    Type.Literal('en'),
    Type.Literal('de'),
    Type.Literal('fr'),
    Type.Literal('es'),
    Type.Literal('tr'),
    Type.Literal('ar'),
  ],
  { title: 'Language' },
)
export type Language = Static<typeof Language>

/** Each by its own name, in the order lists show them. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  tr: 'Türkçe',
  ar: 'العربية',
}

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr'
}

export const LANGUAGES = Object.keys(LANGUAGE_NAMES) as readonly Language[]
