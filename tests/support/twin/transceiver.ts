import { FakeTrack } from '../fake-media.ts'

export type Kind = 'audio' | 'video'

/** One m-section's two directions, as far as the engine touches it. */
export class SimulatedTransceiver {
  mid: string | null = null
  /** Its track was handed to the page. */
  isAnnounced = false
  direction: RTCRtpTransceiverDirection = 'sendrecv'
  readonly kind: Kind
  readonly sender: SimulatedSender
  readonly receiver: { readonly track: FakeTrack; packets: number; bytes: number }

  constructor(kind: Kind, track: FakeTrack | null) {
    this.kind = kind
    this.sender = new SimulatedSender(track)
    this.receiver = { track: new FakeTrack(kind), packets: 0, bytes: 0 }
  }

  /** Bytes of a tenth of a second; a microphone that is muted sends silence, a camera that is off nothing. */
  get sends(): number {
    const { track } = this.sender
    if (track === null || track.readyState === 'ended' || !this.sender.isActive) return 0
    return this.kind === 'audio' ? 400 : 4_000
  }
}

class SimulatedSender {
  track: FakeTrack | null
  isActive = true
  private encoding: RTCRtpEncodingParameters = {}

  constructor(track: FakeTrack | null) {
    this.track = track
  }

  async replaceTrack(track: FakeTrack | null): Promise<void> {
    this.track = track
  }

  setStreams(): void {
    // Nobody here looks at stream ids: the engine groups what it receives by itself.
  }

  getParameters(): { encodings: RTCRtpEncodingParameters[] } {
    return { encodings: [{ ...this.encoding }] }
  }

  async setParameters({ encodings: [encoding] }: { encodings: RTCRtpEncodingParameters[] }): Promise<void> {
    this.encoding = { ...encoding }
    this.isActive = encoding?.active ?? true
  }
}
