import type { DeviceControls } from '../call/device-controls.ts'
import type { DevicesState, DeviceUse } from '../call/devices.ts'

interface Props {
  readonly devices: DevicesState
  readonly controls: DeviceControls
}

export function DeviceChoice({ use, devices, controls }: Props & { use: DeviceUse }) {
  const state = devices[use]
  const list = use === 'camera' ? devices.cameras : devices.microphones
  const label = use === 'camera' ? 'Camera' : 'Microphone'
  const current = state.is === 'on' ? (state.track.getSettings().deviceId ?? '') : ''
  return (
    <Choice
      label={label}
      list={list}
      current={current}
      none={state.is === 'asking' ? 'Starting …' : 'Not available'}
      choose={(id) => controls.choose(use, id)}
    />
  )
}

/** Only where browsers let a page choose (not on phones), and there from the start: which ones there are is known later. */
export function SpeakerChoice({ devices, controls }: Props) {
  if (!('setSinkId' in HTMLMediaElement.prototype)) return null
  return (
    <Choice
      label="Speaker"
      list={devices.speakers}
      current={devices.speakerId}
      none="System default"
      choose={controls.chooseSpeaker}
    />
  )
}

interface ChoiceProps {
  readonly label: string
  readonly list: readonly MediaDeviceInfo[]
  readonly current: string
  readonly none: string
  readonly choose: (deviceId: string) => void
}

function Choice({ label, list, current, none, choose }: ChoiceProps) {
  return (
    <label class="choice-of-device">
      <span>{label}</span>
      <select
        value={current}
        disabled={list.length === 0}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      >
        {(current === '' || list.length === 0) && <option value="">{none}</option>}
        {list.map((device, index) => (
          <option key={device.deviceId} value={device.deviceId}>
            {device.label || `${label} ${index + 1}`}
          </option>
        ))}
      </select>
    </label>
  )
}
