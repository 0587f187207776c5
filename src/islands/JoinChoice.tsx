import type { DeviceControls } from '../call/device-controls.ts'
import type { DeviceState, DevicesState } from '../call/devices.ts'
import { JOIN_WITH, type JoinWith } from '../call/lobby-sentences.ts'

const WAYS: readonly JoinWith[] = ['both', 'no-picture', 'no-sound', 'neither']

/** With or without camera and microphone: a choice, not only what is left after a failure. What is not used is switched off, light and all. */
export function JoinChoice({ devices, controls }: { devices: DevicesState; controls: DeviceControls }) {
  const picture = isUsed(devices.camera)
  const sound = isUsed(devices.microphone)
  const chosen: JoinWith = picture ? (sound ? 'both' : 'no-sound') : sound ? 'no-picture' : 'neither'
  const choose = (way: JoinWith) => {
    controls.turn('camera', way === 'both' || way === 'no-sound')
    controls.turn('microphone', way === 'both' || way === 'no-picture')
  }
  return (
    <fieldset>
      <legend>How do you want to join?</legend>
      {WAYS.map((way) => (
        <label key={way} class="choice">
          <input type="radio" name="join-with" checked={way === chosen} onChange={() => choose(way)} />
          <span>{JOIN_WITH[way]}</span>
        </label>
      ))}
    </fieldset>
  )
}

function isUsed({ is }: DeviceState): boolean {
  return is === 'on' || is === 'asking'
}
