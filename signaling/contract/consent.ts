/** What a patient or guest agrees to before a visit. Changing the words means a new version; both are stored with the visit. */
export const CONSENT = {
  version: '2026-11',
  text:
    'I agree to a video visit with this clinic. Picture and sound go straight between our devices and are not recorded. ' +
    'The clinic keeps my name and when I came and left.',
} as const
