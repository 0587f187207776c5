import { describe, expect, test } from 'vitest'
import {
  AGAIN_AFTER_MS,
  isUnkept,
  type Note,
  type NoteEvent,
  PAUSE_MS,
  stepNote,
} from '../../../../src/call/core/note.ts'

const KEPT: Note = { is: 'open', text: 'Knee', kept: 'Knee', sending: null, trouble: null }

/** The last state, and all that was to be done on the way. */
function following(note: Note, ...events: NoteEvent[]) {
  const effects = events.map((event) => {
    const step = stepNote(note, event)
    note = step.note
    return step.effects
  })
  return { note, effects: effects.flat() }
}

describe('a note that is opened', () => {
  test('shows what is kept, and takes no word before that', () => {
    const { note, effects } = following({ is: 'opening' }, { type: 'typed', text: 'Too early' }, { type: 'due' })
    expect([note, effects]).toEqual([{ is: 'opening' }, [{ do: 'open' }]])
    expect(following(note, { type: 'opened', note: { is: 'kept', note: 'Knee' } })).toEqual({ note: KEPT, effects: [] })
    expect(following(note, { type: 'unanswered' }).effects).toEqual([{ do: 'wait', ms: AGAIN_AFTER_MS }])
  })

  test('can be written and copied, and is never sent, where none can be kept', () => {
    const { note, effects } = following(
      { is: 'opening' },
      { type: 'opened', note: { is: 'not-possible' } },
      { type: 'typed', text: 'For me' },
      { type: 'due' },
    )
    expect([note, effects]).toEqual([{ is: 'closed', why: 'not-possible', text: 'For me' }, []])
    expect(isUnkept(note)).toBe(true)
  })
})

describe('a note that is written', () => {
  test('is kept after a pause, and one save at a time', () => {
    const { note, effects } = following(KEPT, { type: 'typed', text: 'Knee b' }, { type: 'typed', text: 'Knee better' })
    expect(effects).toEqual([
      { do: 'wait', ms: PAUSE_MS },
      { do: 'wait', ms: PAUSE_MS },
    ])
    const sent = following(note, { type: 'due' }, { type: 'typed', text: 'Knee better.' }, { type: 'due' })
    expect(sent.effects).toEqual([{ do: 'keep', text: 'Knee better' }])
    const answered = following(sent.note, { type: 'kept' })
    expect(answered.effects).toEqual([{ do: 'wait', ms: PAUSE_MS }])
    expect(isUnkept(answered.note)).toBe(true)
    expect(isUnkept(following(answered.note, { type: 'due' }, { type: 'kept' }).note)).toBe(false)
  })

  test('whose answer was lost is not taken for kept, though its words are again what they were', () => {
    const { note } = following(KEPT, { type: 'typed', text: 'Hip' }, { type: 'due' }, { type: 'typed', text: 'Knee' })
    expect(isUnkept(note)).toBe(true)
    const { effects } = following(note, { type: 'unanswered' }, { type: 'due' })
    expect(effects).toEqual([
      { do: 'wait', ms: AGAIN_AFTER_MS },
      { do: 'keep', text: 'Knee' },
    ])
  })

  test('that nobody answers is tried again, and says so until it is kept', () => {
    const { note, effects } = following(KEPT, { type: 'typed', text: 'Hip' }, { type: 'due' }, { type: 'unanswered' })
    expect(note).toMatchObject({ trouble: 'no-answer', sending: null })
    expect(effects.at(-1)).toEqual({ do: 'wait', ms: AGAIN_AFTER_MS })
    expect(following(note, { type: 'due' }, { type: 'kept' }).note).toMatchObject({ kept: 'Hip', trouble: null })
  })

  test('that is refused says why and is tried again with the next word, not before', () => {
    const { note, effects } = following(
      KEPT,
      { type: 'typed', text: 'Hip' },
      { type: 'due' },
      { type: 'refused', sentence: 'No.' },
    )
    expect(note).toMatchObject({ trouble: { sentence: 'No.' } })
    expect(effects).toHaveLength(2)
    expect(following(note, { type: 'typed', text: 'Hips' }).effects).toEqual([{ do: 'wait', ms: PAUSE_MS }])
  })

  test('that turns out to be of no use any more keeps its words to be copied', () => {
    const { note } = following(KEPT, { type: 'typed', text: 'Hip' }, { type: 'impossible', why: 'unreadable' })
    expect(note).toEqual({ is: 'closed', why: 'unreadable', text: 'Hip' })
  })

  test('loses the control characters that would have it refused, and nothing else', () => {
    const { note } = following(KEPT, { type: 'typed', text: 'From\u000bWord\u0007\tand «ça» 🦵' })
    expect(note).toMatchObject({ text: 'From\nWord\tand «ça» 🦵' })
  })
})
