import { useEffect, useRef, useState } from 'preact/hooks'
import type { Other } from '../call/core/call-state.ts'
import type { Wanted } from '../call/own-media.ts'
import { personWords, remarksOn } from '../call/sentences.ts'
import { Icon } from './Icon.tsx'

interface Props {
  readonly other: Other
  readonly label: string
  readonly stream: MediaStream | null
  readonly speakerId: string
  /** With `sound` we are sent no picture. */
  readonly wants: Wanted
  readonly size: 'alike' | 'large' | 'small'
  /** Null where there is nobody else to be larger than. */
  readonly pin: { readonly is: boolean; readonly press: () => void } | null
  /** Back before the door; null for whoever does not hold it. */
  readonly hold: (() => void) | null
}

/** Somebody else: picture and sound, their name, and what the others should know about their devices. */
export function RemoteVideo({ other, label, stream, speakerId, wants, size, pin, hold }: Props) {
  const video = useRef<HTMLVideoElement>(null)
  const [needsTap, setNeedsTap] = useState(false)
  const { media, name } = other.participant
  const hasPicture = wants === 'picture' && (media === null || media.screen || media.camera === 'on')
  const play = () => {
    video.current?.play().then(
      () => setNeedsTap(false),
      // Sound may need a touch first. Any other reason is a newer stream on its way, which plays by itself.
      (error) => setNeedsTap(error instanceof Error && error.name === 'NotAllowedError'),
    )
  }
  useEffect(() => {
    if (!video.current || !stream) return
    video.current.srcObject = stream
    play()
  }, [stream])
  useEffect(() => {
    const element = video.current
    if (!element || speakerId === '' || !('setSinkId' in element)) return
    // A speaker that is gone: the system's own goes on.
    element.setSinkId(speakerId).catch(() => undefined)
  }, [speakerId])
  return (
    <figure class={`other ${size}`}>
      <video ref={video} class={hasPicture ? undefined : 'blank'} aria-label={label} autoplay playsInline />
      {!hasPicture && (
        <span class="initial" aria-hidden="true">
          {[...name][0]}
        </span>
      )}
      <figcaption aria-live="polite" aria-atomic="true">
        <bdi class="name">{personWords(other.participant)}</bdi>
        {hold && (
          <button type="button" class="hold" aria-label={`Hold ${name}`} onClick={hold}>
            Hold
          </button>
        )}
        {remarksOn(other).map((remark) => (
          <span key={remark} class="remark">
            {remark}
          </span>
        ))}
      </figcaption>
      {pin && (
        <button type="button" class={pin.is ? 'pin on' : 'pin'} onClick={pin.press}>
          <span>
            <Icon name="pin" />
            <span class="word">{pin.is ? 'Unpin' : `Pin ${name}`}</span>
          </span>
        </button>
      )}
      {needsTap && (
        <button type="button" class="tap" onClick={play}>
          Tap to hear
        </button>
      )}
    </figure>
  )
}
