import { useEffect, useState } from 'preact/hooks'
import { type DeviceTest, startDeviceTest } from '../call/device-test.ts'
import type { DevicesState } from '../call/devices.ts'

/** Null until it is wanted, and again when it is not any more: then the lights are off. */
export function useDeviceTest(isWanted: boolean): [DeviceTest, DevicesState] | null {
  const [seen, setSeen] = useState<[DeviceTest, DevicesState] | null>(null)
  useEffect(() => {
    if (!isWanted) return
    let isOver = false
    const test = startDeviceTest({
      // TypeScript believes that it is always there; on a page without TLS it is not.
      media: 'mediaDevices' in navigator ? navigator.mediaDevices : undefined,
      isSecure: isSecureContext,
      // The first change comes before there is a test to look at.
      changed: () => queueMicrotask(() => !isOver && setSeen([test, test.state()])),
    })
    addEventListener('pagehide', test.stop)
    return () => {
      isOver = true
      removeEventListener('pagehide', test.stop)
      test.stop()
      setSeen(null)
    }
  }, [isWanted])
  return seen
}
