/** Every sentence for somebody who waits, but for the clinic's own: those come in the person's language. */

/** `before`: people of other visits who are seen first. */
export function placeWords(before: number): string {
  if (before === 0) return 'You are next.'
  return before === 1 ? '1 person is before you.' : `${before} people are before you.`
}

export const ON_HOLD =
  'Your visit is on hold for a moment. Please stay here: you keep your place, and the clinic comes back to you.'
export const STAY_HERE = 'Please keep this page open. You will hear a sound when you are let in.'
export const WRITE_HINT = 'The clinic reads it while you wait. It is kept nowhere.'
export const NOT_SAID_YET = 'Sending …'
export const NOTE_FROM_YOU = 'You'
export const NOTE_FROM_CLINIC = 'The clinic'
