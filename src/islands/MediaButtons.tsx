import type { DeviceControls } from '../call/device-controls.ts'
import type { DevicesState } from '../call/devices.ts'
import { Icon } from './Icon.tsx'

/** "Mute" and "Turn camera off", the same before and in the call. */
export function MediaButtons({ controls, devices }: { controls: DeviceControls; devices: DevicesState }) {
  const { camera, microphone, muted } = devices
  const silent = muted || (microphone.is !== 'on' && microphone.is !== 'asking')
  const dark = camera.is !== 'on' && camera.is !== 'asking'
  return (
    <>
      <button
        type="button"
        class={silent ? 'off' : undefined}
        onClick={() => {
          // Without a microphone "Unmute" means: try to get one.
          if (microphone.is === 'on' || microphone.is === 'asking') controls.mute(!muted)
          else controls.turn('microphone', true)
        }}
      >
        <Icon name={silent ? 'microphone-off' : 'microphone'} />
        {silent ? 'Unmute' : 'Mute'}
      </button>
      <button type="button" class={dark ? 'off' : undefined} onClick={() => controls.turn('camera', dark)}>
        <Icon name={dark ? 'camera-off' : 'camera'} />
        {dark ? 'Turn camera on' : 'Turn camera off'}
      </button>
    </>
  )
}
