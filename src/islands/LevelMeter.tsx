import { useEffect, useRef, useState } from 'preact/hooks'
import { HEAR_YOU, MUTED_HERE, SAY_SOMETHING } from '../call/sentences.ts'
import { useActivation } from './use-activation.ts'

const HEARD = 0.04

/** A bar that moves with the voice, and the words for who cannot see it move. */
export function LevelMeter({ track, muted }: { track: MediaStreamTrack; muted: boolean }) {
  const bar = useRef<HTMLDivElement>(null)
  const [heard, setHeard] = useState(false)
  const active = useActivation()
  useEffect(() => {
    if (!active) return
    const audio = new AudioContext()
    const analyser = audio.createAnalyser()
    analyser.fftSize = 512
    audio.createMediaStreamSource(new MediaStream([track])).connect(analyser)
    const samples = new Uint8Array(analyser.fftSize)
    const timer = setInterval(() => {
      analyser.getByteTimeDomainData(samples)
      const level = samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample - 128)), 0) / 128
      if (bar.current) bar.current.style.transform = `scaleX(${Math.min(1, level * 1.6)})`
      if (level > HEARD) setHeard(true)
    }, 60)
    return () => {
      clearInterval(timer)
      void audio.close()
    }
  }, [track, active])
  if (!active) return null
  return (
    <div class="level">
      <div class="track" aria-hidden="true">
        <div ref={bar} />
      </div>
      <p class="small">{muted ? MUTED_HERE : heard ? HEAR_YOU : SAY_SOMETHING}</p>
    </div>
  )
}
