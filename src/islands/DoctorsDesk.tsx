import type { Arrival } from '../../signaling/contract/desk.ts'
import type { ParticipantId, RoomId } from '../../signaling/contract/ids.ts'
import type { Participant } from '../../signaling/contract/participant.ts'
import { aboutToSee, noteWords, WORD_NAMES, waitsWords } from '../desk/sentences.ts'
import { DeskForm } from './DeskForm.tsx'
import { useDesk } from './use-desk.ts'

interface Props {
  readonly roomId: RoomId
  readonly isLobby: boolean
  /** Before the door, as the call knows them; none in the lobby. */
  readonly waiting: readonly Participant[]
  readonly admit: (who: ParticipantId) => void
}

/** For the doctor's call page: whom they are about to see before it begins, and then who knocks and what they have written. */
export function DoctorsDesk({ roomId, isLobby, waiting, admit }: Props) {
  const { arrivals, liveness } = useDesk(NOBODY)
  const here = arrivals.filter((arrival) => arrival.roomId === roomId)
  if (isLobby) {
    return (
      <p class="about-to-see" role="status">
        {liveness !== 'connecting' && aboutToSee(here, (at) => CLOCK.format(at))}
      </p>
    )
  }
  return (
    <>
      {waiting.map((who) => (
        <Knock
          key={who.id}
          who={who}
          arrival={here.find(({ participant }) => participant.id === who.id)}
          admit={admit}
        />
      ))}
    </>
  )
}

const NOBODY: readonly Arrival[] = []
const CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' })

interface KnockProps {
  readonly who: Participant
  readonly arrival: Arrival | undefined
  readonly admit: Props['admit']
}

function Knock({ who, arrival, admit }: KnockProps) {
  const note = arrival?.notes.findLast(({ from }) => from === 'person')
  return (
    <div class="knock" role="alert">
      <span>{waitsWords({ participant: who }, arrival?.held ?? false)}</span>
      {note && <bdi class="knock-note">“{noteWords(note)}”</bdi>}
      <button type="button" onClick={() => admit(who.id)}>
        Admit
      </button>
      {arrival && (
        <DeskForm arrival={arrival}>
          <button type="submit" name="word" value="five-minutes">
            {WORD_NAMES['five-minutes']}
          </button>
        </DeskForm>
      )}
    </div>
  )
}
