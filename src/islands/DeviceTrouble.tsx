import { browserFamily } from '../call/browser-family.ts'
import type { DeviceFailure, DevicesState, DeviceUse } from '../call/devices.ts'
import type { ReportedProblem } from '../call/problem-report.ts'
import { problemWords, STILL_JOIN, troubleWords } from '../call/sentences.ts'
import type { CallSession } from '../call/session.ts'

interface Props {
  readonly session: CallSession
  readonly devices: DevicesState
  readonly problem: ReportedProblem | null
}

/** What is wrong with the devices and what to press; nothing when all is well. */
export function DeviceTrouble({ session, devices, problem }: Props) {
  const failed = new Map<DeviceFailure, DeviceUse[]>()
  for (const use of ['camera', 'microphone'] as const) {
    const state = devices[use]
    if (state.is === 'failed') failed.set(state.why, [...(failed.get(state.why) ?? []), use])
  }
  const asking = devices.camera.is === 'asking' || devices.microphone.is === 'asking'
  if (failed.size === 0 || asking) return null
  return (
    <section class="alert">
      {[...failed].map(([why, uses]) => {
        const { title, steps } = troubleWords(why, uses, browserFamily(navigator.userAgent))
        return (
          <div key={why}>
            <h2>{title}</h2>
            <ol>
              {steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </div>
        )
      })}
      <button type="button" class="second" onClick={session.askForDevicesAgain}>
        Try again
      </button>
      <p>{STILL_JOIN}</p>
      {problem && <p class="small">{problemWords(problem.id)}</p>}
    </section>
  )
}
