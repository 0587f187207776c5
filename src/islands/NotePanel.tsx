import { useEffect, useRef, useState } from 'preact/hooks'
import { browserClock } from '../call/clock.ts'
import { textOf } from '../call/core/note.ts'
import { createNoteKeeper, type NoteKeeper, type NotePlace } from '../call/note-keeper.ts'
import { noteStanding } from '../call/note-sentences.ts'

interface Props {
  readonly roomId: string
  readonly place: NotePlace
  /** Null where the panel stays as long as its page does. */
  readonly close: (() => void) | null
}

/** The doctor's note beside the call. It goes on being kept while the panel is closed. */
export function NotePanel({ roomId, place, close }: Props) {
  place.current ??= openNote(roomId)
  const keeper = place.current
  const [note, setNote] = useState(keeper.state())
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    const look = () => setNote(keeper.state())
    // The server's answer may be there before anybody listens.
    look()
    return keeper.subscribe(look)
  }, [keeper])
  useEffect(() => field.current?.focus(), [])
  return (
    <section class="chat your-note" aria-labelledby="your-note">
      <div class="chat-head">
        <h2 id="your-note">Your note</h2>
        {close && (
          <button type="button" class="quiet" onClick={close}>
            Close
          </button>
        )}
      </div>
      <label for="doctors-note">What you want to remember</label>
      <textarea
        ref={field}
        id="doctors-note"
        dir="auto"
        maxLength={NOTE_LENGTH}
        readOnly={note.is === 'opening'}
        aria-describedby="note-standing"
        value={textOf(note)}
        onInput={({ currentTarget }) => keeper.type(currentTarget.value)}
      />
      <p id="note-standing" class="small" role={note.is === 'open' && note.trouble !== null ? 'alert' : undefined}>
        {noteStanding(note)}
      </p>
    </section>
  )
}

/** As contract/visit.ts has it; the schemas themselves never come to a browser. */
const NOTE_LENGTH = 4_000

function openNote(roomId: string): NoteKeeper {
  const keeper = createNoteKeeper({ roomId, clock: browserClock, fetch: (input, init) => fetch(input, init) })
  addEventListener('pagehide', keeper.goes)
  addEventListener('beforeunload', (event) => {
    if (keeper.holds()) event.preventDefault()
  })
  return keeper
}
