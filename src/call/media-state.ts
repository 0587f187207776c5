import type { MediaState } from '../../signaling/contract/participant.ts'
import type { Network } from './core/line-quality.ts'
import type { DevicesState } from './devices.ts'

/** What the others are told about our devices, page and line. */
export function mediaStateOf(
  devices: DevicesState,
  page: { sharing: boolean; hidden: boolean; network: Network },
): MediaState {
  return {
    microphone: devices.microphone.is !== 'on' ? 'none' : devices.muted ? 'muted' : 'on',
    camera: devices.camera.is === 'on' ? 'on' : devices.camera.is === 'failed' ? 'none' : 'off',
    screen: page.sharing,
    hidden: page.hidden,
    network: page.network,
  }
}

export function sameMediaState(a: MediaState | null, b: MediaState): boolean {
  return (
    a !== null &&
    a.microphone === b.microphone &&
    a.camera === b.camera &&
    a.screen === b.screen &&
    a.hidden === b.hidden &&
    a.network === b.network
  )
}
