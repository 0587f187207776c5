import type { ClinicNote } from '../../signaling/contract/clinic-note.ts'
import { noteWords } from '../desk/sentences.ts'

interface Props {
  readonly notes: readonly ClinicNote[]
  readonly name: string
  readonly time: (at: number) => string
}

/** What was said between the clinic and somebody who waits, oldest first. */
export function ArrivalNotes({ notes, name, time }: Props) {
  return (
    <ol class="notes" aria-label={`Notes with ${name}`} aria-live="polite">
      {notes.map((note) => (
        <li key={note.id} class={`from-${note.from}`}>
          <span class="small">
            {note.from === 'clinic' ? 'You' : <bdi>{name}</bdi>}, {time(note.at)}
          </span>
          <bdi>{noteWords(note)}</bdi>
        </li>
      ))}
    </ol>
  )
}
