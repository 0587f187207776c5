import type { ComponentChildren, Ref } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { type Hearing, hear, startHearing } from '../call/core/microphone-level.ts'
import { HEAR_YOU, MUTED_HERE, SAY_SOMETHING, SILENT_MICROPHONE } from '../call/lobby-sentences.ts'
import { useActivation } from './use-activation.ts'

const EVERY_MS = 60

/** A bar that moves with the voice, the words for who cannot see it move, and what to do when it stays still. */
export function LevelMeter({ track, muted }: { track: MediaStreamTrack; muted: boolean }) {
  const bar = useRef<HTMLDivElement>(null)
  const [heard, setHeard] = useState<Hearing['is']>('listening')
  const active = useActivation()
  useEffect(() => {
    if (!active) return
    setHeard('listening')
    const audio = new AudioContext()
    const analyser = audio.createAnalyser()
    analyser.fftSize = 1024
    audio.createMediaStreamSource(new MediaStream([track])).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    let hearing = startHearing(performance.now())
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      const level = samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0)
      if (bar.current) bar.current.style.transform = `scaleX(${Math.min(1, level * 1.6)})`
      hearing =
        track.enabled && audio.state === 'running'
          ? hear(hearing, level, performance.now())
          : startHearing(performance.now())
      setHeard(hearing.is)
    }, EVERY_MS)
    return () => {
      clearInterval(timer)
      void audio.close()
    }
  }, [track, active])
  if (!active) return <Level />
  const isSilent = heard === 'silent' && !muted
  return (
    <Level bar={bar}>
      {isSilent ? (
        <div class="note">
          <h2>{SILENT_MICROPHONE.title}</h2>
          <ol>
            {SILENT_MICROPHONE.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </div>
      ) : (
        <p class="small">{muted ? MUTED_HERE : heard === 'heard' ? HEAR_YOU : SAY_SOMETHING}</p>
      )}
    </Level>
  )
}

interface LevelProps {
  readonly bar?: Ref<HTMLDivElement>
  readonly children?: ComponentChildren
}

/** Still and without a word it keeps the room, so that nothing below it moves when it begins. */
export function Level({ bar, children }: LevelProps) {
  return (
    <div class="level">
      <div class="track" aria-hidden="true">
        <div ref={bar ?? null} />
      </div>
      <div role="status">{children ?? <p class="small">&nbsp;</p>}</div>
    </div>
  )
}
