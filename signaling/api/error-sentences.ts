import type { ApiErrorCode } from '../contract/api-errors.ts'

/** What a person is told; each says what to do next where there is something to do. */
export const ERROR_SENTENCES: Readonly<Record<ApiErrorCode, string>> = {
  'invalid-input': 'Please look at the marked fields.',
  'invalid-json': 'The request could not be read: its body should be JSON.',
  'not-signed-in': 'Please sign in first.',
  'wrong-credentials': 'Sign-in name or password is wrong.',
  'wrong-code': 'This code does not work. Please check it, or ask for a new one.',
  'foreign-origin': 'The request came from another site and was refused.',
  'not-allowed': 'This is not open to your account.',
  'not-found': 'There is nothing here.',
  'method-not-allowed': 'This address cannot be used that way.',
  'already-set-up': 'Bedside is set up already. Please sign in.',
  'name-taken': 'Somebody has this sign-in name already. Please choose another.',
  'meeting-ended': 'This visit is over.',
  'not-waiting': 'This person is not waiting here any more.',
  'room-full': 'Everybody who was expected is there already. Please call the clinic.',
  'notes-not-possible':
    'No note can be kept here: an administrator has to set NOTES_KEY first. Please copy it and keep it elsewhere.',
  'note-unreadable':
    'A note is kept here that another key opens (NOTES_KEY). Ask an administrator for that key, or delete that note first.',
  'too-large': 'The request is too large.',
  'not-json': 'The request should have the content type application/json.',
  'too-many-requests': 'Too many tries. Please wait a little and try again.',
  'store-unavailable': 'Bedside cannot save or read anything right now. Please try again in a moment.',
  'server-error': 'Something went wrong on our side. Please try again.',
}
