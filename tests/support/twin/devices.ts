import type { Clock } from '../../../src/call/clock.ts'
import { FakeStream, FakeTrack } from '../fake-media.ts'

/** One person's camera and microphone, over all pages that person opens: plugged in or not, and every light that was ever on. */
export class SimulatedDevices extends EventTarget {
  readonly tracks: FakeTrack[] = []
  private readonly plugged = { audio: true, video: true }
  private readonly clock: Clock

  constructor(clock: Clock) {
    super()
    this.clock = clock
  }

  /** What the engine is given; it uses no more of MediaDevices than this class has. */
  get port(): MediaDevices {
    return this as unknown as MediaDevices
  }

  /** Who switched them on is gone: the browser puts the lights out by itself. */
  endAll(): void {
    for (const track of this.tracks) track.readyState = 'ended'
  }

  async getUserMedia({ audio, video }: MediaStreamConstraints): Promise<FakeStream> {
    await new Promise<void>((resolve) => this.clock.after(50, resolve))
    const kinds = [...(audio ? (['audio'] as const) : []), ...(video ? (['video'] as const) : [])]
    if (kinds.some((kind) => !this.plugged[kind])) throw new DOMException('not there', 'NotFoundError')
    const tracks = kinds.map((kind) => new FakeTrack(kind))
    this.tracks.push(...tracks)
    return new FakeStream(tracks)
  }

  async enumerateDevices(): Promise<{ kind: MediaDeviceKind; deviceId: string; label: string }[]> {
    const all = [
      { kind: 'audioinput', is: this.plugged.audio },
      { kind: 'videoinput', is: this.plugged.video },
    ] as const
    return all.flatMap(({ kind, is }) => (is ? [{ kind, deviceId: kind, label: kind, groupId: '' }] : []))
  }

  unplug(kind: 'audio' | 'video'): void {
    this.plugged[kind] = false
    for (const track of this.live(kind)) track.end()
    this.dispatchEvent(new Event('devicechange'))
  }

  plugIn(kind: 'audio' | 'video'): void {
    this.plugged[kind] = true
    this.dispatchEvent(new Event('devicechange'))
  }

  live(kind: 'audio' | 'video'): readonly FakeTrack[] {
    return this.tracks.filter((track) => track.kind === kind && track.readyState === 'live')
  }
}
