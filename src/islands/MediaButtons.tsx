import type { DevicesState } from '../call/devices.ts'
import type { CallSession } from '../call/session.ts'
import { Icon } from './Icon.tsx'

/** "Mute" and "Turn camera off", the same before and in the call. */
export function MediaButtons({ session, devices }: { session: CallSession; devices: DevicesState }) {
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
          if (microphone.is === 'on' || microphone.is === 'asking') session.mute(!muted)
          else session.turn('microphone', true)
        }}
      >
        <Icon name={silent ? 'microphone-off' : 'microphone'} />
        {silent ? 'Unmute' : 'Mute'}
      </button>
      <button type="button" class={dark ? 'off' : undefined} onClick={() => session.turn('camera', dark)}>
        <Icon name={dark ? 'camera-off' : 'camera'} />
        {dark ? 'Turn camera on' : 'Turn camera off'}
      </button>
    </>
  )
}
