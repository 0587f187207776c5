/** `denied`: the person closed the browser's dialogue, which is an answer and no error. */
export type ShareOutcome = 'sharing' | 'denied' | 'failed'

export interface ScreenShare {
  track(): MediaStreamTrack | null
  start(): Promise<ShareOutcome>
  stop(): void
}

/** Text must stay sharp; it may move in steps. */
const SCREEN: MediaTrackConstraints = { frameRate: { ideal: 5, max: 15 } }

/** `getDisplayMedia` is undefined where a browser cannot share (most phones). */
export function createScreenShare(ports: {
  getDisplayMedia: MediaDevices['getDisplayMedia']
  changed: () => void
}): ScreenShare {
  let current: MediaStreamTrack | null = null
  let asking = false

  function finish(track: MediaStreamTrack): void {
    if (current !== track) return
    current = null
    ports.changed()
  }

  return {
    track: () => current,
    async start() {
      if (asking || current !== null) return 'sharing'
      asking = true
      try {
        const stream = await ports.getDisplayMedia({ video: SCREEN, audio: false })
        const track = stream.getVideoTracks()[0]
        if (track === undefined) return 'failed'
        if (!asking) {
          track.stop()
          return 'denied'
        }
        track.contentHint = 'detail'
        // The browser's own "Stop sharing" bar.
        track.addEventListener('ended', () => finish(track))
        current = track
        ports.changed()
        return 'sharing'
      } catch (error) {
        return error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError')
          ? 'denied'
          : 'failed'
      } finally {
        asking = false
      }
    },
    stop() {
      asking = false
      const track = current
      track?.stop()
      if (track !== null) finish(track)
    },
  }
}
