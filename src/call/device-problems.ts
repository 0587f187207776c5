import type { Problem } from '../../signaling/contract/problems.ts'
import type { DeviceFailure } from './devices.ts'

/** Problems that are over once the devices work. */
export const DEVICE_PROBLEMS: readonly Problem[] = [
  'camera-denied',
  'camera-in-use',
  'no-devices',
  'insecure-page',
  'unsupported-browser',
]

/** As which problem a device's failure is reported. */
export function problemOf(failure: DeviceFailure): Problem {
  switch (failure) {
    case 'denied':
    case 'dismissed':
    case 'system':
      return 'camera-denied'
    case 'in-use':
      return 'camera-in-use'
    case 'none':
    case 'overconstrained':
    case 'lost':
      return 'no-devices'
    case 'insecure':
      return 'insecure-page'
    case 'unsupported':
      return 'unsupported-browser'
  }
}
