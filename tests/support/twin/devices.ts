import type { Clock } from '../../../src/call/clock.ts'
import type { PermissionAnswer } from '../../../src/call/core/device-care.ts'
import type { DeviceUse } from '../../../src/call/devices.ts'
import { FakeStream, FakeTrack } from '../fake-media.ts'

type Kind = 'audio' | 'video'

/** Something with a cable. */
interface Plugged {
  readonly kind: Kind
  readonly deviceId: string
  readonly label: string
}

/** What every machine here has, and what a person may plug in beside it: the system prefers what came last. */
const OWN: Readonly<Record<Kind, string>> = { audio: 'built-in microphone', video: 'built-in camera' }
const MORE: Readonly<Record<Kind, string>> = { audio: 'headset', video: 'second camera' }

/** One person's cameras and microphones, over all pages that person opens: what is plugged in, and every light that was ever on. */
export class SimulatedDevices extends EventTarget {
  readonly tracks: FakeTrack[] = []
  permission: PermissionAnswer = 'granted'
  private plugged: readonly Plugged[] = [device('audio', OWN.audio), device('video', OWN.video)]
  /** A telephone call has the microphone, another program the camera. */
  private readonly isTaken: Record<Kind, boolean> = { audio: false, video: false }
  private readonly clock: Clock

  constructor(clock: Clock) {
    super()
    this.clock = clock
  }

  /** What one page is given; it uses no more of MediaDevices. A page that is gone hears of nothing and is given nothing. */
  portOf(isAlive: () => boolean): MediaDevices {
    const own = new EventTarget()
    this.addEventListener('devicechange', () => isAlive() && own.dispatchEvent(new Event('devicechange')))
    return Object.assign(own, {
      enumerateDevices: () => this.enumerateDevices(),
      getUserMedia: async (constraints: MediaStreamConstraints) => {
        const stream = await this.getUserMedia(constraints)
        if (isAlive()) return stream
        for (const track of stream.tracks) track.readyState = 'ended'
        return new Promise<never>(() => undefined)
      },
    }) as unknown as MediaDevices
  }

  /** Who switched them on is gone: the browser puts the lights out by itself. */
  endAll(): void {
    for (const track of this.tracks) track.readyState = 'ended'
  }

  async getUserMedia({ audio, video }: MediaStreamConstraints): Promise<FakeStream> {
    await new Promise<void>((resolve) => this.clock.after(50, resolve))
    // The person is asked, and says yes.
    if (this.permission === 'denied') throw new DOMException('Permission denied', 'NotAllowedError')
    this.permission = 'granted'
    const wanted = [...(audio ? [['audio', audio] as const] : []), ...(video ? [['video', video] as const] : [])]
    const tracks = wanted.map(([kind, constraints]) => this.opened(kind, constraints))
    this.tracks.push(...tracks)
    return new FakeStream(tracks)
  }

  async enumerateDevices(): Promise<{ kind: MediaDeviceKind; deviceId: string; label: string; groupId: string }[]> {
    return this.plugged.map(({ kind, deviceId, label }) => {
      return { kind: kind === 'audio' ? 'audioinput' : 'videoinput', deviceId, label, groupId: '' }
    })
  }

  async permissionFor(_use: DeviceUse): Promise<PermissionAnswer> {
    return this.permission
  }

  /** All of a kind are gone. */
  unplug(kind: Kind): void {
    this.change(this.plugged.filter((one) => one.kind !== kind))
  }

  plugIn(kind: Kind): void {
    if (!this.has(OWN[kind])) this.change([...this.plugged, device(kind, OWN[kind])])
  }

  plugInAnother(kind: Kind): void {
    if (!this.has(MORE[kind])) this.change([device(kind, MORE[kind]), ...this.plugged])
  }

  unplugTheOther(kind: Kind): void {
    this.change(this.plugged.filter(({ deviceId }) => deviceId !== MORE[kind]))
  }

  /** As by a telephone call: what is open brings nothing, and nothing can be opened. */
  take(kind: Kind): void {
    this.isTaken[kind] = true
    for (const track of this.live(kind)) track.turnSilent(true)
  }

  giveBack(kind: Kind): void {
    this.isTaken[kind] = false
    for (const track of this.live(kind)) track.turnSilent(false)
  }

  /** It is free, but what was open when it was taken stays without it, as some telephones do. */
  forget(kind: Kind): void {
    this.isTaken[kind] = false
  }

  /** As when a machine sleeps, or a system ends what it likes. */
  endTracks(kind: Kind): void {
    for (const track of this.live(kind)) track.end()
  }

  withdraw(permission: PermissionAnswer): void {
    this.permission = permission
    for (const kind of ['audio', 'video'] as const) this.endTracks(kind)
  }

  live(kind: Kind): readonly FakeTrack[] {
    return this.tracks.filter((track) => track.kind === kind && track.readyState === 'live')
  }

  private opened(kind: Kind, constraints: true | MediaTrackConstraints): FakeTrack {
    const exact = exactId(constraints)
    const ofKind = this.plugged.filter((one) => one.kind === kind)
    if (ofKind.length === 0) throw new DOMException('not there', 'NotFoundError')
    const found = exact === null ? ofKind[0] : ofKind.find(({ deviceId }) => deviceId === exact)
    if (found === undefined) throw new DOMException('', 'OverconstrainedError')
    if (this.isTaken[kind]) throw new DOMException('Could not start source', 'NotReadableError')
    return new FakeTrack(kind, found)
  }

  private change(plugged: readonly Plugged[]): void {
    const gone = this.plugged.filter((one) => !plugged.includes(one))
    if (gone.length === 0 && plugged.length === this.plugged.length) return
    this.plugged = plugged
    for (const { kind, deviceId } of gone) {
      for (const track of this.live(kind)) if (track.getSettings().deviceId === deviceId) track.end()
    }
    this.dispatchEvent(new Event('devicechange'))
  }

  private has(deviceId: string): boolean {
    return this.plugged.some((one) => one.deviceId === deviceId)
  }
}

function device(kind: Kind, name: string): Plugged {
  return { kind, deviceId: name, label: name }
}

function exactId(constraints: true | MediaTrackConstraints): string | null {
  const { deviceId } = constraints === true ? {} : constraints
  return typeof deviceId === 'object' && 'exact' in deviceId && typeof deviceId.exact === 'string'
    ? deviceId.exact
    : null
}
