import { browserFamily, platformOf } from '../call/browser-family.ts'
import type { DeviceControls } from '../call/device-controls.ts'
import { STILL_JOIN, troubleWords } from '../call/device-sentences.ts'
import type { DeviceFailure, DevicesState, DeviceUse } from '../call/devices.ts'
import { problemWords } from '../call/page-sentences.ts'
import type { ReportedProblem } from '../call/problem-report.ts'
import { OrCall, type Telephone } from './OrCall.tsx'

interface Props {
  readonly controls: DeviceControls
  readonly devices: DevicesState
  readonly problem: ReportedProblem | null
  readonly phone: Telephone | null
}

/** What is wrong with the devices and what to press; nothing when all is well. */
export function DeviceTrouble({ controls, devices, problem, phone }: Props) {
  const failed = new Map<DeviceFailure, DeviceUse[]>()
  for (const use of ['camera', 'microphone'] as const) {
    const state = devices[use]
    if (state.is === 'failed') failed.set(state.why, [...(failed.get(state.why) ?? []), use])
  }
  const asking = devices.camera.is === 'asking' || devices.microphone.is === 'asking'
  if (failed.size === 0 || asking) return null
  const { userAgent, maxTouchPoints } = navigator
  const place = { browser: browserFamily(userAgent, maxTouchPoints), platform: platformOf(userAgent, maxTouchPoints) }
  const troubles = [...failed].map(([why, uses]) => troubleWords(why, uses, place))
  const tryAgain = () => {
    const uses = [...failed.values()].flat()
    // Whoever switched the other one off wants it off.
    if (uses.length > 1) controls.askForDevicesAgain()
    else for (const use of uses) controls.turn(use, true)
  }
  return (
    <section class="alert">
      {troubles.map(({ title, steps }) => (
        <div key={title}>
          <h2>{title}</h2>
          <ol>
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </div>
      ))}
      {troubles.some(({ mayTryAgain }) => mayTryAgain) && (
        <button type="button" class="second" onClick={tryAgain}>
          Try again
        </button>
      )}
      <p>{STILL_JOIN}</p>
      <OrCall phone={phone} />
      {problem && <p class="small">{problemWords(problem.id)}</p>}
    </section>
  )
}
