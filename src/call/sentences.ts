import type { MediaState, Participant, Role } from '../../signaling/contract/participant.ts'
import type { Call, Other } from './core/call-state.ts'
import { ROLE_WORDS } from './role-words.ts'

/** Every sentence a person can be shown around a call. Names of controls stand in the islands: they are a contract with tests and readers. */

/** As the server draws the lobby, until the page runs. */
export const STILL_LOADING = 'One moment: the page is still loading. Nobody sees or hears you yet.'

/** The call's state in one sentence, for the element with role=status. */
export function stateSentence(call: Call, role: Role): string {
  switch (call.phase) {
    case 'new':
      return 'Ready when you are. Nobody sees or hears you yet.'
    case 'connecting':
      return call.troubled
        ? 'It takes longer than usual to reach the clinic. We keep trying.'
        : 'Connecting you to the visit …'
    case 'waiting':
      if (role !== 'doctor') return 'The clinic knows that you are here.'
      if (call.door === 'closed') return 'You are in the waiting room.'
      if (call.room.waiting.length > 0) return 'Somebody has come and waits for you to open the door.'
      return 'Nobody else is here now. Waiting for the others to join.'
    case 'calling':
      return call.room.others.every(({ link }) => link === 'blocked')
        ? 'Picture and sound do not get through yet. We keep trying.'
        : 'Somebody is here. Connecting picture and sound …'
    case 'connected':
      return 'You are connected.'
    case 'reconnecting':
      if (call.lost === 'media') return 'Picture and sound were interrupted. Bringing them back …'
      return call.door === 'open' && call.room.others.some(({ link }) => link === 'up')
        ? 'The line to the clinic was interrupted. Bringing it back; you can go on talking.'
        : 'The line to the clinic was interrupted. Bringing it back; your place is kept.'
    case 'ended':
      return 'The visit is over for you.'
  }
}

/** Is the line or the way for picture and sound so bad that somebody may want to telephone instead? */
export function needsTelephone(call: Call): boolean {
  switch (call.phase) {
    case 'connecting':
      return call.troubled
    case 'calling':
      return call.room.others.every(({ link }) => link === 'blocked')
    case 'reconnecting':
      return call.door === 'closed' || call.room.others.every(({ link }) => link !== 'up')
    default:
      return false
  }
}

/** What the others should know about somebody's devices, page and line, in a word or two each. */
export function remarksOn({ participant: { away, media }, link, confirmed }: Other): string[] {
  const remarks: string[] = []
  if (link === 'building') remarks.push('Connecting …')
  else if (link === 'down') remarks.push('Reconnecting …')
  else if (link === 'blocked') remarks.push('No picture or sound')
  // Whom the server does not know again yet we hear and see all the same.
  else if (away && confirmed) remarks.push('Line interrupted')
  if (media === null) return remarks
  const microphone = MICROPHONE_REMARKS[media.microphone]
  if (microphone !== null) remarks.push(microphone)
  if (media.screen) remarks.push('Sharing their screen')
  if (media.wants === 'sound') remarks.push('Sound only')
  else if (media.camera === 'off' && !media.screen) remarks.push('Camera off')
  else if (media.camera === 'none' && !media.screen) remarks.push('No camera')
  else if (media.camera === 'interrupted' && !media.screen) remarks.push('Camera interrupted')
  if (media.hidden) remarks.push('Looking at something else')
  if (media.network === 'poor' && !away && link === 'up') remarks.push('Weak connection')
  return remarks
}

const MICROPHONE_REMARKS: Readonly<Record<MediaState['microphone'], string | null>> = {
  on: null,
  muted: 'Muted',
  none: 'No microphone',
  interrupted: 'Microphone interrupted',
  silent: 'Microphone brings no sound',
}

export function personWords({ name, role }: Pick<Participant, 'name' | 'role'>): string {
  return role === 'doctor' || role === 'patient' ? name : `${name}, ${ROLE_WORDS[role].toLowerCase()}`
}

export function waitingWords(who: Participant): string {
  return `${personWords(who)} is waiting`
}

/** Where a call ends without a network: the page after it comes when there is one again. */
export const NO_WAY_ON =
  'There is no connection to the clinic just now. This page goes on by itself as soon as there is one.'

export const SCREEN_FAILED = 'The screen could not be shared. Please try again.'
export const WAITING_TITLE = 'Waiting · '
export const IN_THE_VISIT = 'You are in · '
export const YOU_SHARE = 'You are sharing your screen'
export const OWN_CAMERA_OFF = 'Camera off'
export const SOUND_ONLY_HINT = 'No picture is sent or received. Good on a slow network.'
export const SEND_INVITE =
  'Send this link, or read the code out on the telephone. It lets in whoever has it, so send it to that person alone.'

export const MORE_WAYS = 'QR picture, message and calendar file (opens beside the call)'
