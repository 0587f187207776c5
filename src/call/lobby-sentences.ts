/** What people read while they see to their camera, microphone and speaker. */

export const HEAR_YOU = 'We can hear you.'
export const SAY_SOMETHING = 'Say something and the bar moves.'
export const MUTED_HERE = 'You are muted.'

/** What to do about a microphone that is open and stays silent. */
export const SILENT_MICROPHONE = {
  title: 'We hear nothing from your microphone',
  steps: [
    'Say something, close to the device.',
    'Look for a switch: on the headset, on its cable, or a key with a crossed-out microphone.',
    'Choose another microphone in the list above.',
  ],
}

export const SPEAKER_WORKS = 'Good. You will hear the others.'
export const DID_YOU_HEAR = 'Did you hear two soft tones?'
export const NOTHING_HEARD: readonly string[] = [
  'Turn the sound up, with the keys at the side of a phone or the speaker sign of a computer.',
  'Take headphones out, or switch Bluetooth off: the sound may go to another device.',
  'If there is a list called “Speaker” here, choose another one.',
]

/** With what somebody comes. Nothing of it is for ever: each can be switched on in the call. */
export const JOIN_WITH = {
  both: 'With my picture and my sound',
  'no-picture': 'Without my picture',
  'no-sound': 'Without my sound',
  neither: 'Without both: I watch, listen and write',
} as const
export type JoinWith = keyof typeof JOIN_WITH
