/** Two soft tones, the second a fifth above the first: heard in a quiet room, startling nobody. */
const TONES_HZ = [523.25, 783.99] as const
const APART_SECONDS = 0.22
const FADES_IN_SECONDS = 1.1
const LOUDEST = 0.18

/** Only once the person has touched the page: browsers refuse sound before that, and complain. */
export function chime(): void {
  if (navigator.userActivation?.hasBeenActive === false) return
  const audio = new AudioContext()
  playTones(audio, audio.destination, () => undefined)
}

/** The same out of a speaker of one's choice, by an element like those the others are heard by. From a press, as browsers want it. */
export function testSpeaker(speakerId: string): void {
  const audio = new AudioContext()
  const output = audio.createMediaStreamDestination()
  const element = new Audio()
  element.srcObject = output.stream
  // A speaker that is gone, or a browser without a choice: the system's own sounds.
  if (speakerId !== '' && 'setSinkId' in element) element.setSinkId(speakerId).catch(() => undefined)
  element.play().catch(() => undefined) // the person is asked whether they heard it
  playTones(audio, output, () => {
    element.srcObject = null
  })
}

function playTones(audio: AudioContext, to: AudioNode, done: () => void): void {
  const last = TONES_HZ.map((pitch, index) => tone(audio, to, pitch, audio.currentTime + index * APART_SECONDS)).at(-1)
  if (!last) return
  last.onended = () => {
    done()
    void audio.close()
  }
}

function tone(audio: AudioContext, to: AudioNode, pitch: number, at: number): OscillatorNode {
  const oscillator = audio.createOscillator()
  const volume = audio.createGain()
  oscillator.frequency.value = pitch
  volume.gain.setValueAtTime(0, at)
  volume.gain.linearRampToValueAtTime(LOUDEST, at + 0.03)
  volume.gain.exponentialRampToValueAtTime(0.001, at + FADES_IN_SECONDS)
  oscillator.connect(volume).connect(to)
  oscillator.start(at)
  oscillator.stop(at + FADES_IN_SECONDS)
  return oscillator
}
