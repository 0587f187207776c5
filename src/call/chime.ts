/** Two soft tones, the second a fifth above the first: heard in a quiet room, startling nobody. */
const TONES_HZ = [523.25, 783.99] as const
const APART_SECONDS = 0.22
const FADES_IN_SECONDS = 1.1
const LOUDEST = 0.18

/** Only once the person has touched the page: browsers refuse sound before that, and complain. */
export function chime(): void {
  if (navigator.userActivation?.hasBeenActive === false) return
  const audio = new AudioContext()
  const last = TONES_HZ.map((pitch, index) => tone(audio, pitch, audio.currentTime + index * APART_SECONDS)).at(-1)
  if (last) last.onended = () => void audio.close()
}

function tone(audio: AudioContext, pitch: number, at: number): OscillatorNode {
  const oscillator = audio.createOscillator()
  const volume = audio.createGain()
  oscillator.frequency.value = pitch
  volume.gain.setValueAtTime(0, at)
  volume.gain.linearRampToValueAtTime(LOUDEST, at + 0.03)
  volume.gain.exponentialRampToValueAtTime(0.001, at + FADES_IN_SECONDS)
  oscillator.connect(volume).connect(audio.destination)
  oscillator.start(at)
  oscillator.stop(at + FADES_IN_SECONDS)
  return oscillator
}
