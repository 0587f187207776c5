import type { DoctorsNote } from '../../signaling/contract/goodbye-routes.ts'
import type { RoomId } from '../../signaling/contract/ids.ts'
import { withoutControls } from '../../signaling/contract/note-text.ts'
import { asProblems, type FormProblems } from './form-problems.ts'
import type { Refusal, SignalingClient } from './signaling-client.ts'

/** A note that was sent and is not kept: shown again, so that nothing of it is lost. */
export interface UnkeptNote {
  readonly text: string
  readonly problems: FormProblems
}

/** Keeps what a doctor's form says. A refusal that is none of the note's own (a stranger's meeting) is handed back. */
export async function keepNote(
  { call }: SignalingClient,
  request: Request,
  roomId: RoomId,
  written: string,
): Promise<'kept' | UnkeptNote | Refusal> {
  const text = withoutControls(written)
  const answer = await call('keepDoctorsNote', { request, params: { roomId }, input: { note: text } })
  if (answer.ok) return 'kept'
  const { code, message } = answer.error
  if (code === 'not-found' || code === 'not-allowed') return answer
  return { text, problems: asProblems(answer, code === 'not-signed-in' ? SIGNED_OUT : message) }
}

const SIGNED_OUT = 'You are signed out, so your note is not kept. Copy it, and sign in again.'

/** How the field stands, below it. */
export function standingWords(note: DoctorsNote, keptDays: string): string {
  switch (note.is) {
    case 'none':
      return `No note is kept yet. A kept one is sealed, yours alone, and deleted with the visit’s record after ${keptDays}.`
    case 'kept':
      return `Kept, sealed, for you alone. It is deleted with the visit’s record after ${keptDays}.`
    case 'not-possible':
      return 'No notes are kept on this server, so copy what you write here before you go. An administrator can change that (NOTES_KEY).'
    case 'unreadable':
      return 'A note is kept with this visit that only another key opens (NOTES_KEY). Ask an administrator for that key, or delete the note to keep another.'
  }
}
