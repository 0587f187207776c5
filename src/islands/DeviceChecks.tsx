import type { ComponentChildren, ComponentType } from 'preact'
import type { Findings } from '../call/core/network-verdict.ts'
import type { DeviceControls } from '../call/device-controls.ts'
import type { DevicesState } from '../call/devices.ts'
import type { CheckedVisit } from '../call/network/network-check.ts'
import { DeviceChoice, SpeakerChoice } from './DeviceChoice.tsx'
import { JoinChoice } from './JoinChoice.tsx'
import { Level, LevelMeter } from './LevelMeter.tsx'
import { NetworkCheck } from './NetworkCheck.tsx'
import type { Telephone } from './OrCall.tsx'
import { SpeakerTest } from './SpeakerTest.tsx'
import { useCalm } from './use-calm.ts'

interface Props {
  readonly controls: DeviceControls
  readonly devices: DevicesState
  readonly visit: CheckedVisit
  readonly phone: Telephone | null
  readonly Found?: ComponentType<{ findings: Findings }>
  /** Other choices of this page. */
  readonly children?: ComponentChildren
}

/** What to see to before a call, each at one's leisure and none of it in the way of "Join call". */
export function DeviceChecks({ controls, devices, visit, phone, Found, children }: Props) {
  const { camera, microphone, muted, speakerId } = devices
  // Not while the browser starts the camera, or asks whether it may: whoever joins at once has the line for themselves.
  const calm = useCalm(camera.is !== 'asking' && microphone.is !== 'asking')
  return (
    <>
      <NetworkCheck begins={calm} visit={visit} phone={phone} Found={Found} />
      <section class="choices" aria-label="Your devices">
        <DeviceChoice use="microphone" devices={devices} controls={controls} />
        {microphone.is === 'on' && <LevelMeter track={microphone.track} muted={muted} />}
        {microphone.is === 'asking' && <Level />}
        <SpeakerChoice devices={devices} controls={controls} />
        <SpeakerTest speakerId={speakerId} />
        <DeviceChoice use="camera" devices={devices} controls={controls} />
        {visit !== null && <JoinChoice devices={devices} controls={controls} />}
        {children}
      </section>
    </>
  )
}
