import type { ClientMessage } from '../../signaling/contract/client-messages.ts'
import type { ParticipantId } from '../../signaling/contract/ids.ts'
import type { MediaState } from '../../signaling/contract/participant.ts'
import type { Problem } from '../../signaling/contract/problems.ts'
import type { Network } from './core/line-quality.ts'
import { type CareOfDevices, type CareView, careForDevices } from './device-care.ts'
import { problemOf } from './device-problems.ts'
import { createDevices, type DeviceState, type DevicesState, type DeviceUse } from './devices.ts'
import type { SentTracks } from './link-connection.ts'
import { createScreenShare } from './screen-share.ts'
import type { SessionPorts } from './session-ports.ts'

export type Wanted = MediaState['wants']

/** What we send: devices and screen, and what the others are told of them, of our page and of our line. */
export interface OwnMedia {
  devices(): DevicesState
  /** Null until somebody takes care of them. */
  care(): CareView | null
  screen(): MediaStreamTrack | null
  wants(): Wanted
  tracks(): SentTracks
  /** Null when the devices work, else what to report. */
  open(): Promise<Problem | null>
  mute(muted: boolean): void
  turn(use: DeviceUse, on: boolean): void
  /** With `sound` no picture comes, and the camera goes off too; with `picture` both come back. */
  want(wanted: Wanted): void
  choose(use: DeviceUse, deviceId: string): void
  chooseSpeaker(deviceId: string): void
  /** Opens it anew: what is in use is no use. */
  reopen(use: DeviceUse): void
  share(on: boolean): void
  /** From now on devices that are on stay on, whatever happens to them. */
  takeCare(): void
  /** The page is back in front, or the machine awake. */
  returned(): void
  /** Energy and length of the sound that is sent to somebody, since it began. */
  hear(to: ParticipantId, energy: number, seconds: number): void
  /** Whoever was told of a device has read it. */
  dismiss(): void
  line(network: Network): void
  /** Tells the others what they do not know yet; `anew`: whoever hears us now may never have been told. */
  tell(whom: 'as-before' | 'anew'): void
  /** Lights off, for good. */
  stop(): void
}

export interface OwnMediaEvents {
  changed(): void
  failed(problem: Problem): void
  /** False when nobody could be told: it is said next time. */
  send(message: ClientMessage): boolean
}

export function createOwnMedia(
  ports: Pick<SessionPorts, 'clock' | 'media' | 'isSecure' | 'page' | 'permission'>,
  events: OwnMediaEvents,
): OwnMedia {
  let wants: Wanted = 'picture'
  /** When pictures were paused. */
  let hadCamera = false
  let network: Network = 'good'
  let told: MediaState | null = null

  let care: CareOfDevices | null = null
  let isStopped = false

  const devices = createDevices({
    ...ports,
    changed() {
      changed()
      care?.look()
    },
  })
  const screen = createScreenShare({
    getDisplayMedia: async (options) => {
      if (ports.media === undefined) throw new Error('no media devices')
      return ports.media.getDisplayMedia(options)
    },
    changed,
  })

  function changed(): void {
    tell('as-before')
    events.changed()
  }

  function takeCare(): void {
    if (care !== null || isStopped) return
    care = careForDevices({ ...ports, devices, changed })
    care.look()
  }

  function tell(whom: 'as-before' | 'anew'): void {
    if (whom === 'anew') told = null
    const media = stateNow()
    if (told !== null && isSame(told, media)) return
    if (events.send({ type: 'media-state', media })) told = media
  }

  function stateNow(): MediaState {
    const { microphone, camera, muted } = devices.state()
    const seen = care?.view()
    const sound = microphone.is === 'asking' ? (told?.microphone ?? 'none') : soundOf(microphone.is, muted)
    const picture = camera.is === 'asking' ? (told?.camera ?? 'off') : PICTURES[camera.is]
    return {
      microphone: seen?.microphone ? 'interrupted' : seen?.isSilent ? 'silent' : sound,
      camera: seen?.camera ? 'interrupted' : picture,
      screen: screen.track() !== null,
      hidden: ports.page.hidden(),
      network,
      wants,
    }
  }

  return {
    devices: devices.state,
    care: () => care?.view() ?? null,
    screen: screen.track,
    wants: () => wants,
    tracks() {
      const { camera, microphone } = devices.state()
      return {
        audio: microphone.is === 'on' ? microphone.track : null,
        video: screen.track() ?? (camera.is === 'on' ? camera.track : null),
      }
    },
    async open() {
      await devices.open()
      if (wants === 'sound') await devices.turn('camera', false)
      const { camera, microphone } = devices.state()
      const failed = camera.is === 'failed' ? camera.why : microphone.is === 'failed' ? microphone.why : null
      return failed === null ? null : problemOf(failed)
    },
    mute: devices.mute,
    turn(use, on) {
      if (use === 'camera' && on) wants = 'picture'
      void devices.turn(use, on)
    },
    want(wanted) {
      if (wanted === wants) return
      wants = wanted
      const { is } = devices.state().camera
      if (wanted === 'sound') hadCamera = is === 'on' || is === 'asking'
      if (hadCamera) void devices.turn('camera', wanted === 'picture')
      changed()
    },
    choose: (use, deviceId) => void devices.choose(use, deviceId),
    chooseSpeaker: devices.chooseSpeaker,
    reopen: (use) => void devices.reopen(use, devices.chosen(use)),
    takeCare,
    returned: () => care?.returned(),
    hear: (...sound) => care?.hear(...sound),
    dismiss: () => care?.dismiss(),
    share(on) {
      if (!on) screen.stop()
      else void screen.start().then((outcome) => outcome === 'failed' && events.failed('screen-failed'))
    },
    line(now) {
      network = now
      tell('as-before')
    },
    tell,
    stop() {
      isStopped = true
      care?.stop()
      screen.stop()
      devices.stop()
    },
  }
}

function soundOf(is: Exclude<DeviceState['is'], 'asking'>, muted: boolean): MediaState['microphone'] {
  if (is !== 'on') return 'none'
  return muted ? 'muted' : 'on'
}

const PICTURES = { on: 'on', off: 'off', failed: 'none' } as const

function isSame(a: MediaState, b: MediaState): boolean {
  return KEYS.every((key) => a[key] === b[key])
}

const KEYS: readonly (keyof MediaState)[] = ['microphone', 'camera', 'screen', 'hidden', 'network', 'wants']
