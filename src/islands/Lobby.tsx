import type { DevicesState } from '../call/devices.ts'
import { CAMERA_OFF_HERE, CAMERA_STARTS } from '../call/sentences.ts'
import type { CallSession, CallSnapshot } from '../call/session.ts'
import type { CallIslandProps } from './CallIsland.tsx'
import { DeviceChoice, SpeakerChoice } from './DeviceChoice.tsx'
import { DeviceTrouble } from './DeviceTrouble.tsx'
import { LevelMeter } from './LevelMeter.tsx'
import { MediaButtons } from './MediaButtons.tsx'
import { OwnVideo } from './OwnVideo.tsx'
import { SoundOnly } from './SoundOnly.tsx'

interface Props extends CallIslandProps {
  /** Both missing until the page runs in a browser. */
  readonly session: CallSession | undefined
  readonly snapshot: CallSnapshot | undefined
}

/** Device check before the call. */
export function Lobby({ title, role, name, phone, session, snapshot }: Props) {
  const devices = snapshot?.devices
  return (
    <div class="check">
      {devices?.camera.is !== 'failed' && <Preview session={session} devices={devices} />}
      <div>
        <h1>{title}</h1>
        <p>
          You join as <strong>{name}</strong>.
        </p>
        {session && devices && <DeviceTrouble session={session} devices={devices} problem={snapshot.problem} />}
        <button type="button" class="join" disabled={!session} onClick={() => session?.join()}>
          Join call
        </button>
        {session && devices && (
          <div class="choices">
            <DeviceChoice use="camera" devices={devices} session={session} />
            <DeviceChoice use="microphone" devices={devices} session={session} />
            {devices.microphone.is === 'on' && <LevelMeter track={devices.microphone.track} muted={devices.muted} />}
            <SpeakerChoice devices={devices} session={session} />
            {role !== 'doctor' && <SoundOnly session={session} snapshot={snapshot} />}
          </div>
        )}
        {phone && (
          <p class="small">
            Does it not work? Call <a href={phone.link}>{phone.text}</a>.
          </p>
        )}
      </div>
    </div>
  )
}

/** Nothing to see where the camera failed: there what to do about it comes first. */
function Preview({ session, devices }: { session: CallSession | undefined; devices: DevicesState | undefined }) {
  return (
    <div class="preview">
      {devices?.camera.is === 'on' ? (
        <OwnVideo track={devices.camera.track} />
      ) : (
        <p class="no-picture">{devices?.camera.is === 'off' ? CAMERA_OFF_HERE : CAMERA_STARTS}</p>
      )}
      {session && devices && (
        <div class="bar">
          <MediaButtons session={session} devices={devices} />
        </div>
      )}
    </div>
  )
}
