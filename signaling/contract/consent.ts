/** What a patient or guest agrees to before a visit; its version is stored with the visit, and when. */
export interface Consent {
  readonly version: string
  readonly text: string
}

/** For a clinic without words of its own. Changing them means a new version. */
export const CONSENT: Consent = {
  version: '2026-11',
  text:
    'I agree to a video visit with this clinic. Picture and sound go straight between our devices and are not recorded. ' +
    'The clinic keeps my name and when I came and left.',
}

/** The words in force: the clinic's, from its settings, else ours. The settings have both of theirs or neither. */
export function consentInForce(clinics: {
  readonly consentText: string | null
  readonly consentVersion: string | null
}): Consent {
  const { consentText: text, consentVersion: version } = clinics
  return text === null || version === null ? CONSENT : { version, text }
}
