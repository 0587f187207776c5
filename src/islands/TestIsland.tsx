import { useEffect, useState } from 'preact/hooks'
import { Found } from './Found.tsx'
import type { Telephone } from './OrCall.tsx'
import { Preview } from './Preview.tsx'
import { useDeviceTest } from './use-device-test.ts'
import { useLoaded } from './use-loaded.tsx'

/** The lobby without a visit: devices and connection tried out, nothing of it kept. */
export default function TestIsland({ phone }: { phone: Telephone | null }) {
  const [awake, setAwake] = useState(false)
  const [isOn, setIsOn] = useState(false)
  useEffect(() => setAwake(true), [])
  const [test, devices] = useDeviceTest(isOn) ?? []
  const failed = devices?.camera.is === 'failed' || devices?.microphone.is === 'failed'
  const Trouble = useLoaded(failed, async () => (await import('./DeviceTrouble.tsx')).DeviceTrouble)
  const Checks = useLoaded(isOn, async () => (await import('./DeviceChecks.tsx')).DeviceChecks)
  if (!isOn) {
    // Without scripts there is nothing to start, and the page says so.
    return (
      <div class="start">
        {awake && (
          <button type="button" class="join" onClick={() => setIsOn(true)}>
            Start the test
          </button>
        )}
      </div>
    )
  }
  return (
    <div class="check">
      {devices?.camera.is !== 'failed' && <Preview controls={test?.controls} devices={devices} />}
      <div>
        {test && devices && Trouble && (
          <Trouble controls={test.controls} devices={devices} problem={null} phone={phone} />
        )}
        {test && devices && Checks && (
          <Checks controls={test.controls} devices={devices} visit={null} phone={phone} Found={Found} />
        )}
        <button type="button" class="full second" onClick={() => setIsOn(false)}>
          End the test
        </button>
      </div>
    </div>
  )
}
