import type { Arrival, Colleague } from '../../signaling/contract/desk.ts'
import { ROLE_WORDS } from '../call/role-words.ts'
import { minutesSince, sinceWords } from '../call/waiting-time.ts'
import { patienceAfter } from '../desk/core/patience.ts'
import { factsOf, hintsFor, PATIENCE_WORDS, WORD_NAMES } from '../desk/sentences.ts'
import { ArrivalMore } from './ArrivalMore.tsx'
import { ArrivalNotes } from './ArrivalNotes.tsx'
import { DeskForm } from './DeskForm.tsx'

interface Props {
  readonly arrival: Arrival
  readonly colleagues: readonly Colleague[]
  readonly now: number
  readonly time: (at: number) => string
  readonly isOpen: boolean
  readonly toggle: () => void
}

/** Somebody who has arrived: who, for what, since when, how they stand, and what to do about it. */
export function ArrivalCard({ arrival, colleagues, now, time, isOpen, toggle }: Props) {
  const { participant, roomId, title, startsAt, since, where, notes } = arrival
  const { id, name, role } = participant
  const minutes = minutesSince(since, now)
  const patience = patienceAfter(minutes)
  const more = `more-${id}`
  return (
    <li class={`card arrival ${patience}`} id={`arrival-${id}`}>
      <div class="row between">
        <h3>
          <bdi>{name}</bdi> <span class="role">{ROLE_WORDS[role]}</span>
        </h3>
        {PATIENCE_WORDS[patience] && <span class="state waiting">{PATIENCE_WORDS[patience]}</span>}
      </div>
      <p>
        <strong>{sinceWords(time(since), minutes)}</strong>
        <br />
        <a href={`/meetings/${roomId}`} dir="auto">
          {title}
        </a>
        {startsAt !== null && `, planned for ${time(startsAt)}`}
      </p>
      <ul class="facts">
        {factsOf(arrival).map(({ words, bad }) => (
          <li key={words} class={bad ? 'bad' : undefined}>
            {words}
          </li>
        ))}
      </ul>
      {notes.length > 0 && <ArrivalNotes notes={notes} name={name} time={time} />}
      <DeskForm arrival={arrival}>
        <div class="row">
          <button type="submit" name="act" value="admit">
            {where === 'room' ? 'Start visit' : 'Admit'}
            <span class="unseen"> {name}</span>
          </button>
          {(['five-minutes', ...hintsFor(arrival)] as const).map((word) => (
            <button key={word} class="second" type="submit" name="word" value={word}>
              {WORD_NAMES[word]}
              <span class="unseen"> to {name}</span>
            </button>
          ))}
          {where === 'room' && (
            <button class="second" type="submit" name="act" value="hold">
              Hold<span class="unseen"> {name}</span>
            </button>
          )}
        </div>
      </DeskForm>
      <p class="more">
        <a
          href={isOpen ? `/meetings#arrival-${id}` : `/meetings?open=${id}#arrival-${id}`}
          aria-expanded={isOpen}
          aria-controls={isOpen ? more : undefined}
          onClick={(event) => {
            event.preventDefault()
            toggle()
          }}
        >
          {isOpen ? 'Less' : 'Write, give a hint or move'}
          <span class="unseen">: {name}</span>
        </a>
      </p>
      {isOpen && <ArrivalMore id={more} arrival={arrival} colleagues={colleagues} />}
    </li>
  )
}
