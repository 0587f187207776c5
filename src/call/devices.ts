/**
 * Why a camera or microphone cannot be had. `dismissed`: the question was closed without an answer. `system`: the browser may not use it
 * itself. `overconstrained`: not the one that was chosen. `lost`: it was there and went away.
 */
export type DeviceFailure =
  | 'denied'
  | 'dismissed'
  | 'system'
  | 'in-use'
  | 'none'
  | 'overconstrained'
  | 'insecure'
  | 'unsupported'
  | 'lost'

export type DeviceState =
  | { readonly is: 'asking' }
  | { readonly is: 'on'; readonly track: MediaStreamTrack }
  /** By choice; the light is off. */
  | { readonly is: 'off' }
  | { readonly is: 'failed'; readonly why: DeviceFailure }

export type DeviceUse = 'camera' | 'microphone'

export interface DevicesState {
  readonly camera: DeviceState
  readonly microphone: DeviceState
  /** The microphone stays open while muted, so that speaking again is instant. */
  readonly muted: boolean
  readonly cameras: readonly MediaDeviceInfo[]
  readonly microphones: readonly MediaDeviceInfo[]
  readonly speakers: readonly MediaDeviceInfo[]
  /** Empty: the system's default. */
  readonly speakerId: string
}

export interface Devices {
  state(): DevicesState
  /** Asks for both; one that cannot be had does not keep the other away. */
  open(): Promise<void>
  turn(use: DeviceUse, on: boolean): Promise<void>
  /** Another device of the same kind. */
  choose(use: DeviceUse, deviceId: string): Promise<void>
  /** The person's choice, if they made one; whatever is in use while that one is away. */
  chosen(use: DeviceUse): string | null
  /** Opens that one, or any where it cannot be had, instead of what is in use. */
  reopen(use: DeviceUse, deviceId: string | null): Promise<'that' | 'any'>
  /** Looks at what is there. */
  list(): Promise<void>
  chooseSpeaker(deviceId: string): void
  mute(muted: boolean): void
  /** Everything off, whatever is still under way; lights go out and stay out. */
  stop(): void
}

export interface DevicePorts {
  /** Undefined where the browser has no such thing, or not on this page. */
  readonly media:
    | Pick<MediaDevices, 'getUserMedia' | 'enumerateDevices' | 'addEventListener' | 'removeEventListener'>
    | undefined
  readonly isSecure: boolean
  readonly changed: () => void
}

const CAMERA: MediaTrackConstraints = {
  width: { ideal: 640 },
  height: { ideal: 360 },
  frameRate: { ideal: 24, max: 30 },
  facingMode: 'user',
}
const MICROPHONE: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }

export function createDevices(ports: DevicePorts): Devices {
  const { media } = ports
  let state: DevicesState = {
    camera: { is: 'off' },
    microphone: { is: 'off' },
    muted: false,
    cameras: [],
    microphones: [],
    speakers: [],
    speakerId: '',
  }
  const wanted: Record<DeviceUse, string | null> = { camera: null, microphone: null }
  /** Grows with each request for a device: an answer to an older one is switched off again at once. */
  const asked: Record<DeviceUse, number> = { camera: 0, microphone: 0 }
  let stopped = false
  /** What was there at the last look. */
  let listed = '[]'

  function change(part: Partial<DevicesState>): void {
    state = { ...state, ...part }
    ports.changed()
  }

  function constraints(use: DeviceUse, deviceId: string | null): MediaTrackConstraints {
    const base = use === 'camera' ? CAMERA : MICROPHONE
    if (deviceId === null) return base
    const { facingMode: _, ...rest } = base
    return { ...rest, deviceId: { exact: deviceId } }
  }

  /** Null too when something newer was asked for meanwhile: its answer is the one that counts. */
  async function ask(
    uses: readonly DeviceUse[],
    from: Readonly<Record<DeviceUse, string | null>> = wanted,
  ): Promise<DeviceFailure | null> {
    if (media === undefined) {
      const why: DeviceFailure = ports.isSecure ? 'unsupported' : 'insecure'
      for (const use of uses) change({ [use]: { is: 'failed', why } })
      return why
    }
    const turn = new Map(uses.map((use) => [use, letGo(use)]))
    for (const use of uses) change({ [use]: { is: 'asking' } })
    try {
      const stream = await media.getUserMedia({
        audio: uses.includes('microphone') && constraints('microphone', from.microphone),
        video: uses.includes('camera') && constraints('camera', from.camera),
      })
      for (const track of stream.getTracks()) {
        const use = track.kind === 'video' ? 'camera' : 'microphone'
        if (stopped || turn.get(use) !== asked[use]) track.stop()
        else take(use, track)
      }
      return null
    } catch (error) {
      const why = failureOf(error)
      const isCurrent = (use: DeviceUse) => !stopped && turn.get(use) === asked[use]
      for (const use of uses) if (isCurrent(use)) change({ [use]: { is: 'failed', why } })
      return uses.some(isCurrent) ? why : null
    }
  }

  async function reopen(use: DeviceUse, deviceId: string | null): Promise<'that' | 'any'> {
    const failed = await ask([use], { ...wanted, [use]: deviceId })
    if (failed === null || deviceId === null) return 'that'
    await ask([use], { ...wanted, [use]: null })
    return 'any'
  }

  function take(use: DeviceUse, track: MediaStreamTrack): void {
    if (use === 'microphone') track.enabled = !state.muted
    track.addEventListener('ended', () => {
      const now = state[use]
      if (now.is === 'on' && now.track === track) change({ [use]: { is: 'failed', why: 'lost' } })
    })
    change({ [use]: { is: 'on', track } })
  }

  /** Before another one is opened as well: many phones cannot open the second camera while the first is in use. */
  function letGo(use: DeviceUse): number {
    const now = state[use]
    if (now.is === 'on') now.track.stop()
    asked[use] += 1
    return asked[use]
  }

  async function list(): Promise<void> {
    if (media === undefined || stopped) return
    try {
      const all = (await media.enumerateDevices()).filter(({ deviceId }) => deviceId !== '')
      const signature = JSON.stringify(all)
      if (stopped || signature === listed) return
      listed = signature
      const of = (kind: MediaDeviceKind) => all.filter((device) => device.kind === kind)
      change({ cameras: of('videoinput'), microphones: of('audioinput'), speakers: of('audiooutput') })
    } catch {
      // Some browsers refuse the list where they refuse the devices: then there is no choice to offer.
    }
  }

  const listAgain = () => void list()
  media?.addEventListener('devicechange', listAgain)

  return {
    state: () => state,
    async open() {
      stopped = false
      const turn = { camera: asked.camera + 1, microphone: asked.microphone + 1 }
      /** Unless somebody wanted something else of it meanwhile. */
      const isOurs = (use: DeviceUse) => asked[use] === turn[use]
      // One prompt for both where that works; the common failures touch one of them alone, so then each is asked for by itself.
      const failed = await ask(['camera', 'microphone'])
      if (failed !== null && !FOR_BOTH.includes(failed) && !stopped) {
        if (isOurs('camera')) change({ camera: { is: 'asking' } })
        if (isOurs('microphone')) await ask(['microphone'])
        if (isOurs('camera')) await ask(['camera'])
      }
      await list()
    },
    async turn(use, on) {
      const is = state[use].is
      if (on === (is === 'on' || is === 'asking')) return
      if (on) {
        await reopen(use, wanted[use])
        await list()
      } else {
        letGo(use)
        change({ [use]: { is: 'off' } })
      }
    },
    async choose(use, deviceId) {
      // Chromium lists the system's own choice as one more device.
      const chosen = deviceId === 'default' ? null : deviceId
      wanted[use] = chosen
      // It cannot be had now; unlike one that was in use and went, nobody waits for it.
      if ((await reopen(use, chosen)) === 'any' && wanted[use] === chosen) wanted[use] = null
      await list()
    },
    chosen: (use) => wanted[use],
    reopen,
    list,
    chooseSpeaker(speakerId) {
      change({ speakerId })
    },
    mute(muted) {
      if (state.microphone.is === 'on') state.microphone.track.enabled = !muted
      change({ muted })
    },
    stop() {
      stopped = true
      letGo('camera')
      letGo('microphone')
      media?.removeEventListener('devicechange', listAgain)
      change({ camera: { is: 'off' }, microphone: { is: 'off' } })
    },
  }
}

/** What cannot differ between the two. Chrome asks no more for a week once its question was closed three times: not to be used up by us. */
const FOR_BOTH: readonly DeviceFailure[] = ['insecure', 'unsupported', 'dismissed']

/** Names of W3C Media Capture 10.2 and the older ones that are still about. Chrome alone says more, in the message. */
function failureOf(error: unknown): DeviceFailure {
  const { name, message } = error instanceof Error ? error : { name: '', message: '' }
  switch (name) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
    case 'SecurityError':
      return /dismissed/i.test(message) ? 'dismissed' : /by system/i.test(message) ? 'system' : 'denied'
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return 'in-use'
    case 'TypeError':
      return 'unsupported'
    case 'OverconstrainedError':
    case 'ConstraintNotSatisfiedError':
      return 'overconstrained'
    default:
      // NotFoundError and DevicesNotFoundError.
      return 'none'
  }
}
