import { useEffect, useRef } from 'preact/hooks'

/** Mirrored, as people know their face; a screen is shown as it is. */
export function OwnVideo({ track, mirrored = true }: { track: MediaStreamTrack; mirrored?: boolean }) {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (video.current) video.current.srcObject = new MediaStream([track])
  }, [track])
  return (
    <video ref={video} class={mirrored ? 'mirrored' : undefined} aria-label="Your video" autoplay playsInline muted />
  )
}
