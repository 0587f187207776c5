import { useState } from 'preact/hooks'
import { testSpeaker } from '../call/chime.ts'
import { DID_YOU_HEAR, NOTHING_HEARD, SPEAKER_WORKS } from '../call/lobby-sentences.ts'

type Said = 'nothing-yet' | 'asked' | 'heard' | 'not-heard'

/** Two soft tones out of the speaker of the call, and what to do when nobody hears them. */
export function SpeakerTest({ speakerId }: { speakerId: string }) {
  const [said, setSaid] = useState<Said>('nothing-yet')
  const play = () => {
    setSaid('asked')
    testSpeaker(speakerId)
  }
  return (
    <div class="speaker-test">
      <button type="button" class="second" onClick={play}>
        {said === 'nothing-yet' ? 'Play a sound' : 'Play it again'}
      </button>
      <div role="status">
        {said === 'asked' && <p>{DID_YOU_HEAR}</p>}
        {said === 'heard' && <p class="small">{SPEAKER_WORKS}</p>}
        {said === 'not-heard' && (
          <ol class="note">
            {NOTHING_HEARD.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        )}
      </div>
      {said === 'asked' && (
        <div class="row">
          <button type="button" class="second" onClick={() => setSaid('heard')}>
            I hear it
          </button>
          <button type="button" class="second" onClick={() => setSaid('not-heard')}>
            I hear nothing
          </button>
        </div>
      )}
    </div>
  )
}
