import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { ClinicNote, ClinicWord } from '../../signaling/contract/clinic-note.ts'
import type { Language } from '../../signaling/contract/languages.ts'
import type { WaitingView } from '../call/waiting.ts'
import {
  NOT_SAID_YET,
  NOTE_FROM_CLINIC,
  NOTE_FROM_YOU,
  ON_HOLD,
  placeWords,
  STAY_HERE,
  WRITE_HINT,
} from '../call/waiting-sentences.ts'
import { minutesSince, sinceWords } from '../call/waiting-time.ts'
import { useNow } from './use-now.ts'

/** The clinic's ready sentences in the language of who reads them. */
export interface ClinicWords {
  readonly language: Language
  readonly dir: 'ltr' | 'rtl'
  readonly sentences: Readonly<Record<ClinicWord, string>>
}

interface Props {
  readonly waiting: WaitingView
  readonly words: ClinicWords
  readonly drawnAt: number
  readonly longest: number
  readonly write: (text: string) => void
  readonly children: ComponentChildren
}

/** What somebody sees who is not met yet: that they are known, since when, who is before them, and a line to the clinic. */
export function WaitingRoom({ waiting, words, drawnAt, longest, write, children }: Props) {
  const { since, place, held } = waiting
  const now = useNow(drawnAt)
  return (
    <div class="wait">
      {children}
      <div class="wait-place" aria-live="polite">
        <h1>{held ? 'On hold' : place === null ? 'You are in the right place.' : placeWords(place)}</h1>
        {held && <p class="note">{ON_HOLD}</p>}
      </div>
      {since !== null && <p class="lead">{sinceWords(CLOCK.format(since), minutesSince(since, now))}</p>}
      <p>{STAY_HERE}</p>
      <Notes waiting={waiting} words={words} />
      <Write longest={longest} write={write} />
    </div>
  )
}

/** By the clock of whoever waits, wherever they are. */
const CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' })

function Notes({ waiting: { notes, unsaid }, words }: Pick<Props, 'waiting' | 'words'>) {
  const list = useRef<HTMLOListElement>(null)
  const count = notes.length + unsaid.length
  const seen = useRef(count)
  useEffect(() => {
    // A new one comes into sight; those that were there leave the page at its beginning.
    if (count > seen.current) list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' })
    seen.current = count
  }, [count])
  return (
    <div role="log" aria-label="Notes">
      <ol ref={list} class="notes">
        {notes.map((note) => (
          <li key={note.id} class={`from-${note.from}`}>
            <span class="small">
              {note.from === 'person' ? NOTE_FROM_YOU : NOTE_FROM_CLINIC}, {CLOCK.format(note.at)}
            </span>
            <NoteText note={note} words={words} />
          </li>
        ))}
        {unsaid.map(({ id, text }) => (
          <li key={id} class="from-person">
            <span class="small">{NOT_SAID_YET}</span>
            <bdi>{text}</bdi>
          </li>
        ))}
      </ol>
    </div>
  )
}

function NoteText({ note: { word, text }, words }: { note: ClinicNote; words: ClinicWords }) {
  if (word === null) return <bdi>{text}</bdi>
  return (
    <span lang={words.language} dir={words.dir}>
      {words.sentences[word]}
    </span>
  )
}

function Write({ longest, write }: Pick<Props, 'longest' | 'write'>) {
  const [text, setText] = useState('')
  const send = (event: Event) => {
    event.preventDefault()
    const line = text.trim()
    if (line !== '') write(line)
    setText('')
  }
  return (
    <form onSubmit={send}>
      <label for="note">Write to the clinic</label>
      <div class="write">
        <input
          id="note"
          value={text}
          maxLength={longest}
          autocomplete="off"
          aria-describedby="note-hint"
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <button type="submit">Send</button>
      </div>
      <p class="hint under" id="note-hint">
        {WRITE_HINT}
      </p>
    </form>
  )
}
