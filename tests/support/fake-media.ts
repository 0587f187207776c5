/** Devices and tracks as far as the engine looks at them. */
export class FakeTrack extends EventTarget {
  readonly kind: 'audio' | 'video'
  enabled = true
  muted = false
  contentHint = ''
  readyState: 'live' | 'ended' = 'live'
  stops = 0
  readonly label: string
  private readonly deviceId: string

  constructor(kind: 'audio' | 'video', { deviceId = '', label = '' } = {}) {
    super()
    this.kind = kind
    this.deviceId = deviceId
    this.label = label
  }
  getSettings(): { deviceId: string } {
    return { deviceId: this.deviceId }
  }
  stop(): void {
    this.stops += 1
    this.readyState = 'ended'
  }
  /** As when the cable is pulled, or the browser's own "Stop sharing" pressed. */
  end(): void {
    this.readyState = 'ended'
    this.dispatchEvent(new Event('ended'))
  }
  /** As when a telephone call takes the microphone, and gives it back. */
  turnSilent(muted: boolean): void {
    this.muted = muted
    this.dispatchEvent(new Event(muted ? 'mute' : 'unmute'))
  }
}

export class FakeStream {
  readonly tracks: FakeTrack[]
  constructor(tracks: readonly FakeTrack[] = []) {
    this.tracks = [...tracks]
  }
  addTrack(track: FakeTrack): void {
    this.tracks.push(track)
  }
  getTracks(): readonly FakeTrack[] {
    return this.tracks
  }
  getVideoTracks(): readonly FakeTrack[] {
    return this.tracks.filter(({ kind }) => kind === 'video')
  }
}

export interface Asked {
  readonly audio: boolean
  readonly video: boolean
  readonly constraints: MediaStreamConstraints
  /** Answers with a track of each kind that was asked for. */
  grant(): FakeTrack[]
  refuse(name: string, message?: string): void
}

/** A browser's devices: each request waits in `asked` until the test answers it. */
export class FakeMedia extends EventTarget {
  readonly asked: Asked[] = []
  devices: { kind: MediaDeviceKind; deviceId: string; label: string }[] = []

  getUserMedia(constraints: MediaStreamConstraints): Promise<FakeStream> {
    return new Promise((resolve, reject) => {
      const audio = Boolean(constraints.audio)
      const video = Boolean(constraints.video)
      this.asked.push({
        audio,
        video,
        constraints,
        grant() {
          const tracks = [...(audio ? [new FakeTrack('audio')] : []), ...(video ? [new FakeTrack('video')] : [])]
          resolve(new FakeStream(tracks))
          return tracks
        },
        refuse: (name, message = 'refused') => reject(new DOMException(message, name)),
      })
    })
  }

  async enumerateDevices() {
    return this.devices
  }

  /** What the engine is given; it uses no more of MediaDevices than this class has. */
  get port(): MediaDevices {
    return this as unknown as MediaDevices
  }
}

/** Until everything that only waits for promises has run. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
