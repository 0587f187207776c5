import type { DeviceUse } from './devices.ts'

/** What a person does with their own camera, microphone and speaker, before the call, in it, and where they only try them out. */
export interface DeviceControls {
  /** Asks for both once more: after a refusal, or after something was plugged in. */
  askForDevicesAgain(): void
  mute(muted: boolean): void
  turn(use: DeviceUse, on: boolean): void
  choose(use: DeviceUse, deviceId: string): void
  chooseSpeaker(deviceId: string): void
}
