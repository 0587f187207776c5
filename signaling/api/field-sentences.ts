/**
 * What each field of the API's inputs should be, by name: one sentence that fits whatever is wrong with it and never repeats what
 * was sent. A test holds this against the routes.
 */
export const FIELD_SENTENCES = {
  title: 'A title has 1 to 120 characters on one line.',
  startsAt: 'The time should be a date and a time with its zone, such as 2026-11-23T09:30:00Z.',
  admission: 'Choose who lets people in: automatic or by-doctor.',
  relayOnly: 'This should be true or false.',
  language: 'Choose one of the languages: en, de, fr, es, tr, ar.',
  guests: 'Up to two guests, each one of: interpreter, family, colleague, other.',
  email: 'An e-mail address looks like name@example.org.',
  requestId: 'A request has an id of 16 to 64 letters, digits, - and _.',
  signInName: 'A sign-in name has 3 to 60 characters: letters without accents, digits and . _ @ + -',
  password: 'A password has at least 10 characters and at most 200.',
  code: 'A code has 12 letters and digits, such as 7K3M-Q2XR-9TFA.',
  name: 'A name has 1 to 60 characters on one line.',
  secret: 'This link is not whole. Please copy it again.',
  consentVersion: 'Please read and agree to the current text.',
  participantId: 'Choose somebody of this meeting.',
  as: 'This should be doctor or invited.',
  word: 'Choose one of the ready sentences.',
  text: 'Either a ready sentence, or a line of 1 to 500 characters.',
  after: 'This page of the list cannot be found. Please start at the first.',
  id: 'A problem has an id of 8 letters and digits.',
  problem: 'This is not a problem we know.',
  days: 'A number of days from 1 to 366.',
  from: 'A day should be written as 2026-11-23.',
  to: 'A day should be written as 2026-11-23.',
  doctor: 'Choose one of the doctors.',
  state: 'Choose one of: scheduled, waiting, active, ended.',
  outcome: 'Choose one of: connected, not-connected, nobody-came.',
  order: 'Choose newest or oldest first.',
  roles: 'Choose one or both of: doctor, admin.',
  disabled: 'This should be true or false.',
  before: 'This page of the trail cannot be found. Please start at the first.',
  verdict: 'Choose one of: video, sound-only, text-only.',
  padding: 'Up to 8192 letters, digits, _ and -.',
  feedback: 'Choose one of: good, mixed, bad.',
  note: 'A note has up to 4000 characters.',
  current: 'Please type the password you have now.',
  next: 'A password has at least 10 characters and at most 200.',
} as const
export type FieldName = keyof typeof FIELD_SENTENCES

export function isFieldName(name: string): name is FieldName {
  return Object.hasOwn(FIELD_SENTENCES, name)
}

export const REQUIRED_SENTENCE = 'Please fill this in.'
export const OTHER_FIELDS_SENTENCE = 'There are fields here that this request does not take.'
export const NOT_AN_OBJECT_SENTENCE = 'The body should be a JSON object.'
