import type { DeviceControls } from '../call/device-controls.ts'
import type { DevicesState } from '../call/devices.ts'
import { CAMERA_OFF_HERE, CAMERA_STARTS, CHOOSE_ALLOW } from '../call/page-sentences.ts'
import { MediaButtons } from './MediaButtons.tsx'
import { OwnVideo } from './OwnVideo.tsx'

interface Props {
  /** Both missing until the page runs in a browser. */
  readonly controls: DeviceControls | undefined
  readonly devices: DevicesState | undefined
}

/** One's own picture before anybody else sees it, with the buttons that a call has too. */
export function Preview({ controls, devices }: Props) {
  return (
    <div class="preview">
      {devices?.camera.is === 'on' ? (
        <OwnVideo track={devices.camera.track} />
      ) : (
        <p class="no-picture">
          {devices?.camera.is === 'off' ? (
            CAMERA_OFF_HERE
          ) : (
            <>
              {CAMERA_STARTS}
              <br />
              {CHOOSE_ALLOW}
            </>
          )}
        </p>
      )}
      {controls && devices && (
        <div class="bar">
          <MediaButtons controls={controls} devices={devices} />
        </div>
      )}
    </div>
  )
}
