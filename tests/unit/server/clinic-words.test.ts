import { expect, test } from 'vitest'
import { LANGUAGE_NAMES, type Language } from '../../../signaling/contract/languages.ts'
import { clinicWordsIn } from '../../../src/server/clinic-words.ts'

const LANGUAGES = Object.keys(LANGUAGE_NAMES) as Language[]

test('every language has every sentence, and none is another language’s', () => {
  const all = LANGUAGES.flatMap((language) => Object.values(clinicWordsIn(language).sentences))
  expect(all).toHaveLength(6 * 8)
  expect(new Set(all).size).toBe(all.length)
  for (const sentence of all) expect(sentence).toMatch(/\S{2,}.*[.]$/u)
})

test('controls are called what they are called on the page', () => {
  for (const language of LANGUAGES) {
    const { sentences } = clinicWordsIn(language)
    expect(sentences.unmute, language).toContain('Unmute')
    expect(sentences['camera-on'], language).toContain('Turn camera on')
  }
})

test('Arabic runs from right to left, and is Arabic', () => {
  expect(clinicWordsIn('ar').dir).toBe('rtl')
  expect(clinicWordsIn('de').dir).toBe('ltr')
  for (const sentence of Object.values(clinicWordsIn('ar').sentences)) expect(sentence).toMatch(/^\p{Script=Arabic}/u)
})
