import type { CallSnapshot } from '../call/call-snapshot.ts'
import { OWN_CAMERA_OFF } from '../call/sentences.ts'
import type { CallSession } from '../call/session.ts'
import type { CallIslandProps } from './CallIsland.tsx'
import { Icon } from './Icon.tsx'
import { MediaButtons } from './MediaButtons.tsx'
import { OwnVideo } from './OwnVideo.tsx'
import { WaitingRoom } from './WaitingRoom.tsx'

interface Props extends CallIslandProps {
  readonly session: CallSession
  readonly snapshot: CallSnapshot
  readonly isThere: boolean
}

/** From "Join call" until somebody is met: oneself and the way out at once, and the waiting room as soon as one is in it. */
export function Waiting({ session, snapshot, isThere, words, drawnAt }: Props) {
  const { devices, waiting } = snapshot
  const { camera } = devices
  const own = (
    <div class="own">
      {camera.is === 'on' ? <OwnVideo track={camera.track} /> : <p class="no-picture">{OWN_CAMERA_OFF}</p>}
    </div>
  )
  return (
    <>
      <div class="wait-scene">
        {isThere ? (
          <WaitingRoom
            waiting={waiting}
            words={words}
            drawnAt={drawnAt}
            longest={NOTE_LENGTH}
            write={session.writeToClinic}
          >
            {own}
          </WaitingRoom>
        ) : (
          own
        )}
      </div>
      <div class="bar">
        <MediaButtons controls={session} devices={devices} />
        <button type="button" class="end" onClick={session.leave}>
          <Icon name="end" />
          End call
        </button>
      </div>
    </>
  )
}

/** As contract/clinic-note.ts has it; the schemas themselves never come to a browser. */
const NOTE_LENGTH = 500
