import type { Log } from '../log.ts'
import { findNoteKey, type KeySettings } from './note-key.ts'
import { createNoteSeal, type NoteSeal } from './note-seal.ts'

/** Null: notes can be neither kept nor opened. A visit needs none, so the process starts without them. */
export function openNotes(settings: KeySettings, log: Log): NoteSeal | null {
  const found = findNoteKey(settings)
  if (found.is === 'unusable') log({ event: 'notes-key-unusable' })
  return found.is === 'there' ? createNoteSeal(found.key) : null
}
