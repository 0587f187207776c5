import type { DoctorsNote } from '../../../signaling/contract/goodbye-routes.ts'
import { withoutControls } from '../../../signaling/contract/note-text.ts'

/** The doctor's note as it is written during a call, kept by the server again and again and by nothing in the browser. */
export type Note =
  /** What is kept already is not known yet; nothing can be written that might take its place unseen. */
  | { readonly is: 'opening' }
  | {
      readonly is: 'open'
      readonly text: string
      /** What the server has; null after a save whose answer was lost: it may have that or what was there before. */
      readonly kept: string | null
      /** On its way to the server. */
      readonly sending: string | null
      /** Why the last try kept nothing: no answer came, or a refusal in a sentence. */
      readonly trouble: 'no-answer' | { readonly sentence: string } | null
    }
  /** It can be written and copied, not kept. */
  | { readonly is: 'closed'; readonly why: 'not-possible' | 'unreadable'; readonly text: string }

export type NoteEvent =
  | { readonly type: 'opened'; readonly note: DoctorsNote } // from: the server  does: show what is kept
  | { readonly type: 'typed'; readonly text: string } // from: the doctor  does: keep it after a pause
  | { readonly type: 'due' } // from: the clock   does: ask for what is kept, or keep what is not
  | { readonly type: 'kept' } // from: the server  does: say so; what was written meanwhile is kept next
  | { readonly type: 'unanswered' } // from: the network does: try again after a while
  | { readonly type: 'refused'; readonly sentence: string } // from: the server  does: say so; the next word is tried again
  | { readonly type: 'impossible'; readonly why: 'not-possible' | 'unreadable' } // from: the server  does: say so; nothing is tried again

export type NoteEffect =
  | { readonly do: 'open' }
  | { readonly do: 'keep'; readonly text: string }
  /** `due` after that long; a wait that was under way is over. */
  | { readonly do: 'wait'; readonly ms: number }

interface Step {
  readonly note: Note
  readonly effects: readonly NoteEffect[]
}

/** After the last key: long enough for a word, short enough that a dead battery costs one sentence at most. */
export const PAUSE_MS = 1_500
export const AGAIN_AFTER_MS = 4_000

export function stepNote(note: Note, event: NoteEvent): Step {
  switch (event.type) {
    case 'opened':
      return note.is === 'opening' ? to(opened(event.note)) : to(note)
    case 'typed':
      return typed(note, withoutControls(event.text))
    case 'due':
      if (note.is === 'opening') return to(note, { do: 'open' })
      if (note.is === 'closed' || note.sending !== null || note.text === note.kept) return to(note)
      return to({ ...note, sending: note.text }, { do: 'keep', text: note.text })
    case 'kept':
      if (note.is !== 'open' || note.sending === null) return to(note)
      return onward({ ...note, kept: note.sending, sending: null, trouble: null }, PAUSE_MS)
    case 'unanswered':
      if (note.is === 'opening') return to(note, { do: 'wait', ms: AGAIN_AFTER_MS })
      if (note.is === 'closed') return to(note)
      return onward(
        { ...note, kept: note.sending === null ? note.kept : null, sending: null, trouble: 'no-answer' },
        AGAIN_AFTER_MS,
      )
    case 'refused': {
      if (note.is !== 'open') return to(note)
      const refused: Note = { ...note, sending: null, trouble: { sentence: event.sentence } }
      // What was written since may be what the server takes.
      return note.text === note.sending ? to(refused) : onward(refused, PAUSE_MS)
    }
    case 'impossible':
      return to({ is: 'closed', why: event.why, text: textOf(note) })
  }
}

/** Is there something that nobody but this page has? */
export function isUnkept(note: Note): boolean {
  return note.is === 'open' ? note.sending !== null || note.text !== note.kept : textOf(note) !== ''
}

export function textOf(note: Note): string {
  return note.is === 'opening' ? '' : note.text
}

function opened(found: DoctorsNote): Note {
  switch (found.is) {
    case 'none':
      return { is: 'open', text: '', kept: '', sending: null, trouble: null }
    case 'kept':
      return { is: 'open', text: found.note, kept: found.note, sending: null, trouble: null }
    case 'not-possible':
    case 'unreadable':
      return { is: 'closed', why: found.is, text: '' }
  }
}

function typed(note: Note, text: string): Step {
  switch (note.is) {
    case 'opening':
      return to(note)
    case 'closed':
      return to({ ...note, text })
    case 'open':
      // One save at a time: its answer sees to what was written meanwhile.
      return note.sending === null ? onward({ ...note, text }, PAUSE_MS) : to({ ...note, text })
  }
}

function onward(note: Note & { is: 'open' }, ms: number): Step {
  return note.text === note.kept ? to(note) : to(note, { do: 'wait', ms })
}

function to(note: Note, ...effects: NoteEffect[]): Step {
  return { note, effects }
}
