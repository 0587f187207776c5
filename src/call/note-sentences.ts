import { isUnkept, type Note } from './core/note.ts'

/** How the doctor's note stands, in one sentence below the field. */
export function noteStanding(note: Note): string {
  switch (note.is) {
    case 'opening':
      return 'Looking for what you have noted before …'
    case 'closed':
      return note.why === 'not-possible'
        ? 'No notes are kept on this server: copy what you write here. You get it once more after the call.'
        : 'A note is kept here that only another key opens (NOTES_KEY), so this one is not kept: copy it. You get it once more after the call.'
    case 'open':
      if (!isUnkept(note)) return note.text === '' ? 'Kept as you write, sealed, for you alone.' : 'Kept.'
      if (note.trouble === null) return 'Not kept yet …'
      return note.trouble === 'no-answer'
        ? 'Not kept yet: the clinic cannot be reached. We keep trying.'
        : `Not kept: ${note.trouble.sentence}`
  }
}
