import type { Person } from './people.ts'

/**
 * Chromium's fake devices can be neither unplugged nor taken. So the page's own doors to devices are watched, and what a system would tell
 * the page is told to it: the tracks that end, fall silent or come back are the real ones, as are those that the page then asks for.
 */

type Use = 'camera' | 'microphone'

/** To be called before the page is opened. `window.permissionNow`, once set, is what the browser says about permissions. */
export async function watchDevices({ context }: Person): Promise<void> {
  await context.addInitScript(() => {
    const tracks: MediaStreamTrack[] = []
    const unplugged = new Set<string>()
    Object.assign(window, { tracks, unplugged })
    const { mediaDevices, permissions } = navigator
    const ask = mediaDevices.getUserMedia.bind(mediaDevices)
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await ask(constraints)
      const isGone = stream.getTracks().some(({ label }) => unplugged.has(label))
      if (isGone) {
        for (const track of stream.getTracks()) track.stop()
        throw new DOMException('', 'OverconstrainedError')
      }
      tracks.push(...stream.getTracks())
      return stream
    }
    const list = mediaDevices.enumerateDevices.bind(mediaDevices)
    mediaDevices.enumerateDevices = async () => (await list()).filter(({ label }) => !unplugged.has(label))
    const query = permissions.query.bind(permissions)
    permissions.query = async (what) => {
      const state = Reflect.get(window, 'permissionNow')
      return state === undefined
        ? query(what)
        : Object.assign(new EventTarget(), { name: what.name, state, onchange: null })
    }
  })
}

/** As by the system, or by whoever pulls the plug: the light goes out and the page hears `ended`. */
export async function endTrack({ page }: Person, use: Use): Promise<void> {
  await page.evaluate((kind) => {
    const tracks: MediaStreamTrack[] = Reflect.get(window, 'tracks')
    for (const track of tracks.filter((one) => one.kind === kind && one.readyState === 'live')) {
      track.stop()
      track.dispatchEvent(new Event('ended'))
    }
  }, kindOf(use))
}

/** As when a telephone call begins or ends: the track stays, and brings nothing. */
export async function muteTrack({ page }: Person, use: Use, isMuted: boolean): Promise<void> {
  await page.evaluate(
    ([kind, muted]) => {
      const tracks: MediaStreamTrack[] = Reflect.get(window, 'tracks')
      for (const track of tracks.filter((one) => one.kind === kind && one.readyState === 'live')) {
        Object.defineProperty(track, 'muted', { configurable: true, get: () => muted })
        track.dispatchEvent(new Event(muted ? 'mute' : 'unmute'))
      }
    },
    [kindOf(use), isMuted] as const,
  )
}

export async function plug({ page }: Person, label: string, isThere: boolean): Promise<void> {
  await page.evaluate(
    ([name, there]) => {
      const unplugged: Set<string> = Reflect.get(window, 'unplugged')
      if (there) unplugged.delete(name)
      else unplugged.add(name)
      const tracks: MediaStreamTrack[] = Reflect.get(window, 'tracks')
      for (const track of tracks.filter((one) => unplugged.has(one.label) && one.readyState === 'live')) {
        track.stop()
        track.dispatchEvent(new Event('ended'))
      }
      navigator.mediaDevices.dispatchEvent(new Event('devicechange'))
    },
    [label, isThere] as const,
  )
}

function kindOf(use: Use): 'video' | 'audio' {
  return use === 'camera' ? 'video' : 'audio'
}
