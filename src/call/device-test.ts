import type { DeviceControls } from './device-controls.ts'
import { createDevices, type DevicePorts, type DevicesState } from './devices.ts'

/** One's own camera, microphone and speaker tried out, without a call. */
export interface DeviceTest {
  state(): DevicesState
  readonly controls: DeviceControls
  /** Lights off. */
  stop(): void
}

/** Asks for the devices at once. */
export function startDeviceTest(ports: DevicePorts): DeviceTest {
  const devices = createDevices(ports)
  void devices.open()
  return {
    state: devices.state,
    controls: {
      askForDevicesAgain: () => void devices.open(),
      mute: devices.mute,
      turn: (use, on) => void devices.turn(use, on),
      choose: (use, deviceId) => void devices.choose(use, deviceId),
      chooseSpeaker: devices.chooseSpeaker,
    },
    stop: devices.stop,
  }
}
