import type { Clock } from './clock.ts'
import {
  careFor,
  type DeviceCare,
  type DeviceFacts,
  type DeviceTrouble,
  NEW_CARE,
  type Opening,
  type PermissionAnswer,
} from './core/device-care.ts'
import { listen, loudnessOf, notSilent, type SentSound } from './core/silent-microphone.ts'
import type { DeviceFailure, Devices, DeviceUse } from './devices.ts'

/** What came of a device without anybody's doing, and by which name each is known. `again`: the same one is back on. */
export interface DeviceNotice {
  readonly use: DeviceUse | 'speaker'
  readonly what: 'again' | 'fell-back' | 'returned' | 'moved'
  readonly was: string
  readonly is: string
}

/** How one's own devices fare in a call. */
export interface CareView {
  readonly camera: DeviceTrouble | null
  readonly microphone: DeviceTrouble | null
  /** The microphone is on and brings nothing at all. */
  readonly isSilent: boolean
  /** Silence is worth saying: once for a call. */
  readonly saysSilent: boolean
  readonly notice: DeviceNotice | null
}

export interface CarePorts {
  readonly clock: Clock
  readonly devices: Devices
  /** Null where the browser does not say. */
  readonly permission: (use: DeviceUse) => Promise<PermissionAnswer | null>
  readonly changed: () => void
}

/** Keeps devices on that the person wants on, whatever happens to them. */
export interface CareOfDevices {
  view(): CareView
  /** Something about them may have changed. */
  look(): void
  /** The page is back in front, or the machine awake. */
  returned(): void
  /** Energy and length of the sound that is sent over one link, since it began. */
  hear(over: string, energy: number, seconds: number): void
  /** Whoever was told has read it. */
  dismiss(): void
  stop(): void
}

const USES: readonly DeviceUse[] = ['microphone', 'camera']
const TAKEN_AFTER_MS = 1_500
/** Systems give devices back a moment after they show the page. */
const RETURN_TAKES_MS = 1_000
/** What cannot be helped by opening it again. */
const BLOCKED: readonly DeviceFailure[] = ['denied', 'dismissed', 'system', 'insecure', 'unsupported']

/** What is known of the track that is in use. */
interface InUse {
  readonly track: MediaStreamTrack
  readonly usual: string | null
  mutedAt: number | null
}

export function careForDevices({ clock, devices, permission, changed }: CarePorts): CareOfDevices {
  const care: Record<DeviceUse, DeviceCare> = { camera: NEW_CARE, microphone: NEW_CARE }
  const inUse: Record<DeviceUse, InUse | null> = { camera: null, microphone: null }
  const names: Record<DeviceUse, string> = { camera: '', microphone: '' }
  const why: Record<DeviceUse, Opening['why'] | null> = { camera: null, microphone: null }
  let speaker: { readonly id: string; readonly name: string } | null = null
  let notice: DeviceNotice | null = null
  let stillness = notSilent(clock.elapsed())
  const sent = new Map<string, SentSound>()
  let silence: 'unheard-of' | 'said' | 'known' = 'unheard-of'
  let isLooking = false
  let again: { isReturn: boolean } | null = null
  let isStopped = false
  let said = ''

  async function look(isReturn: boolean): Promise<void> {
    if (isStopped) return
    if (isLooking) {
      again = { isReturn: isReturn || again?.isReturn === true }
      return
    }
    isLooking = true
    await devices.list()
    const [microphone, camera] = await Promise.all(USES.map((use) => permission(use).catch(() => null)))
    isLooking = false
    if (isStopped) return
    step('microphone', microphone ?? null, isReturn)
    step('camera', camera ?? null, isReturn)
    heedSpeaker()
    say()
    const next = again
    again = null
    if (next !== null) void look(next.isReturn)
  }

  function step(use: DeviceUse, answer: PermissionAnswer | null, isReturn: boolean): void {
    follow(use)
    const facts = factsOf(use, answer, isReturn)
    const next = careFor(care[use], facts)
    care[use] = next.care
    if (facts.is === 'off') why[use] = null
    if (next.open === null) return
    why[use] = next.open.why
    void devices.reopen(use, next.open.device)
  }

  /** A track that was not there at the last look. */
  function follow(use: DeviceUse): void {
    const state = devices.state()[use]
    if (state.is !== 'on' || state.track === inUse[use]?.track) return
    const { track } = state
    const mine: InUse = { track, usual: usualOf(use), mutedAt: track.muted ? clock.elapsed() : null }
    inUse[use] = mine
    const mute = () => {
      mine.mutedAt = clock.elapsed()
      clock.after(TAKEN_AFTER_MS, () => void look(false))
    }
    if (track.muted) mute()
    track.addEventListener('mute', mute)
    track.addEventListener('unmute', () => {
      mine.mutedAt = null
      void look(false)
    })
    if (use === 'microphone') stillness = notSilent(clock.elapsed())
    const was = names[use]
    names[use] = track.label
    if (why[use] !== null) notice = { use, what: whatCameOf(why[use], was, track.label), was, is: track.label }
    why[use] = null
  }

  function factsOf(use: DeviceUse, answer: PermissionAnswer | null, isReturn: boolean): DeviceFacts {
    const state = devices.state()[use]
    const now = clock.elapsed()
    const mine = inUse[use]
    const isTaken = mine !== null && mine.mutedAt !== null && now - mine.mutedAt >= TAKEN_AFTER_MS
    return {
      now,
      is: state.is !== 'on' ? state.is : isTaken ? 'taken' : 'live',
      failure: state.is !== 'failed' ? null : failureOf(state.why),
      permission: answer,
      there: listOf(use).map(({ deviceId }) => deviceId),
      chosen: devices.chosen(use),
      inUse: state.is === 'on' ? (state.track.getSettings().deviceId ?? null) : null,
      usual: usualOf(use),
      usualThen: mine?.usual ?? null,
      isReturn,
    }
  }

  function listOf(use: DeviceUse): readonly MediaDeviceInfo[] {
    return use === 'camera' ? devices.state().cameras : devices.state().microphones
  }

  /**
   * The system's own choice comes first in the list (W3C Media Capture 9.2.1), in Chromium as one more entry named after it. Cameras have
   * none that anybody set.
   */
  function usualOf(use: DeviceUse): string | null {
    const first = use === 'microphone' ? listOf(use)[0] : undefined
    return first === undefined ? null : `${first.deviceId} ${first.groupId} ${first.label}`
  }

  /** Sound goes on by itself where the system sends it; the one that was chosen is taken again when it is there. */
  function heedSpeaker(): void {
    const { speakers, speakerId } = devices.state()
    const found = speakers.find(({ deviceId }) => deviceId === (speakerId || speaker?.id))
    if (speakerId !== '' && found !== undefined) speaker = { id: speakerId, name: found.label }
    if (speaker === null || (found !== undefined) === (speakerId !== '')) return
    const { id, name } = speaker
    notice = { use: 'speaker', what: found ? 'returned' : 'fell-back', was: name, is: found ? name : '' }
    devices.chooseSpeaker(found ? id : '')
  }

  function view(): CareView {
    return {
      camera: care.camera.trouble,
      microphone: care.microphone.trouble,
      isSilent: isSilent(),
      saysSilent: isSilent() && silence === 'said',
      notice,
    }
  }

  function isSilent(): boolean {
    const { microphone, muted } = devices.state()
    return stillness.isSilent && !muted && microphone.is === 'on' && care.microphone.trouble === null
  }

  function say(): void {
    const now = JSON.stringify(view())
    if (now === said) return
    said = now
    changed()
  }

  return {
    view,
    look: () => void look(false),
    returned: () => void clock.after(RETURN_TAKES_MS, () => void look(true)),
    hear(over, energy, seconds) {
      const level = loudnessOf(sent.get(over), { energy, seconds })
      sent.set(over, { energy, seconds })
      if (level === null) return
      const { muted, microphone } = devices.state()
      const now = clock.elapsed()
      stillness = muted || microphone.is !== 'on' ? notSilent(now) : listen(stillness, level, now)
      if (isSilent() && silence === 'unheard-of') silence = 'said'
      else if (!isSilent() && silence === 'said') silence = 'known'
      say()
    },
    dismiss() {
      notice = null
      if (silence === 'said') silence = 'known'
      say()
    },
    stop() {
      isStopped = true
    },
  }
}

function failureOf(why: DeviceFailure): DeviceFacts['failure'] {
  if (BLOCKED.includes(why)) return 'blocked'
  return why === 'in-use' ? 'in-use' : 'missing'
}

function whatCameOf(why: Opening['why'], was: string, is: string): DeviceNotice['what'] {
  if (was === is) return 'again'
  return why === 'lost' ? 'fell-back' : why
}
