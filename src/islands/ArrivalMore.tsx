import type { Arrival, Colleague } from '../../signaling/contract/desk.ts'
import { CLINIC_WORDS } from '../desk/core/desk-act.ts'
import { WORD_NAMES } from '../desk/sentences.ts'
import { DeskForm } from './DeskForm.tsx'

const NOTE_LENGTH = 500

interface Props {
  readonly id: string
  readonly arrival: Arrival
  readonly colleagues: readonly Colleague[]
}

/** Everything else that can be said to somebody who waits, and another doctor to see them. */
export function ArrivalMore({ id, arrival, colleagues }: Props) {
  const { id: who, name } = arrival.participant
  return (
    <div id={id} class="more-acts">
      <DeskForm arrival={arrival}>
        <fieldset>
          <legend>
            Show <bdi>{name}</bdi> a sentence in their own language
          </legend>
          <div class="hints">
            {CLINIC_WORDS.map((word) => (
              <button key={word} class="second" type="submit" name="word" value={word}>
                {WORD_NAMES[word]}
              </button>
            ))}
          </div>
        </fieldset>
      </DeskForm>
      <DeskForm arrival={arrival}>
        <label for={`text-${who}`}>
          Write to <bdi>{name}</bdi>
        </label>
        <div class="write">
          <input id={`text-${who}`} name="text" maxLength={NOTE_LENGTH} autocomplete="off" required />
          <button type="submit" name="act" value="write">
            Send
          </button>
        </div>
      </DeskForm>
      {colleagues.length > 0 && (
        <DeskForm arrival={arrival}>
          <label for={`to-${who}`}>Move this visit to a colleague</label>
          <div class="write">
            <select id={`to-${who}`} name="to">
              {colleagues.map(({ accountId, name: colleague }) => (
                <option key={accountId} value={accountId}>
                  {colleague}
                </option>
              ))}
            </select>
            <button class="second" type="submit" name="act" value="move">
              Move
            </button>
          </div>
        </DeskForm>
      )}
    </div>
  )
}
