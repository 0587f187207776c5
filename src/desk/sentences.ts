import type { ClinicNote, ClinicWord } from '../../signaling/contract/clinic-note.ts'
import type { Arrival } from '../../signaling/contract/desk.ts'
import type { MediaState } from '../../signaling/contract/participant.ts'
import type { NetworkCheck } from '../../signaling/contract/visit.ts'
import { ROLE_WORDS } from '../call/role-words.ts'
import type { Patience } from './core/patience.ts'

/** Every sentence a doctor reads about people who have arrived. Names of controls stand in the islands. */

/** The ready sentences as their buttons name them; what the person reads is in their own language. */
export const WORD_NAMES: Readonly<Record<ClinicWord, string>> = {
  'five-minutes': '5 more minutes',
  'we-are-coming': 'We are coming',
  unmute: 'Unmute',
  'camera-on': 'Turn the camera on',
  'allow-devices': 'Allow camera and microphone',
  'better-network': 'Find a better network',
  'keep-page-open': 'Keep the page open',
  'we-call-you': 'We call you instead',
}

interface Named {
  readonly participant: Pick<Arrival['participant'], 'name' | 'role'>
}

export interface Fact {
  readonly words: string
  /** Something the doctor may want to do about it. */
  readonly bad: boolean
}

export function whoWords({ participant: { name, role } }: Named): string {
  return `${name} (${ROLE_WORDS[role].toLowerCase()})`
}

/** For the doctor in the call. */
export function waitsWords(who: Named, isHeld: boolean): string {
  return `${whoWords(who)} is ${isHeld ? 'on hold' : 'waiting'}`
}

export const PATIENCE_WORDS: Readonly<Record<Patience, string | null>> = {
  short: null,
  long: 'Long wait',
  'very-long': 'Very long wait',
}

/** How somebody stands, in a few words each: what keeps them from being seen and heard first. */
export function factsOf(arrival: Arrival): Fact[] {
  const facts: Fact[] = []
  if (arrival.held) facts.push({ words: 'On hold', bad: false })
  if (arrival.away) facts.push({ words: 'Line lost, place kept', bad: true })
  if (arrival.where === 'page') facts.push({ words: 'Page without scripts: no picture or sound yet', bad: true })
  if (arrival.where === 'room') facts.push({ words: 'In the room already', bad: false })
  return [...facts, ...mediaFacts(arrival), checkFact(arrival.check)]
}

function mediaFacts({ media }: Arrival): Fact[] {
  if (media === null) return []
  const facts: Fact[] = []
  facts.push({ words: MICROPHONE_WORDS[media.microphone], bad: media.microphone !== 'on' })
  facts.push({ words: CAMERA_WORDS[media.camera], bad: media.camera !== 'on' })
  if (media.hidden) facts.push({ words: 'App in the background', bad: true })
  if (media.network !== 'good') {
    facts.push({ words: media.network === 'fair' ? 'Network fair' : 'Weak network', bad: media.network === 'poor' })
  }
  return facts
}

const MICROPHONE_WORDS: Readonly<Record<MediaState['microphone'], string>> = {
  on: 'Microphone on',
  muted: 'Microphone muted',
  none: 'No microphone',
  interrupted: 'Microphone interrupted',
  silent: 'Microphone brings no sound',
}
const CAMERA_WORDS: Readonly<Record<MediaState['camera'], string>> = {
  on: 'Camera on',
  off: 'Camera off',
  none: 'No camera',
  interrupted: 'Camera interrupted',
}

function checkFact(check: NetworkCheck | null): Fact {
  if (check === null) return { words: 'Network not checked', bad: false }
  switch (check.verdict) {
    case 'video':
      return { words: 'Network checked: good for video', bad: false }
    case 'sound-only':
      return { words: 'Network checked: sound only', bad: true }
    case 'text-only':
      return { words: 'Network checked: text and telephone only', bad: true }
  }
}

/** What to say to somebody whose devices stand like this, at most two things. */
export function hintsFor({ media }: Pick<Arrival, 'media'>): ClinicWord[] {
  if (media === null) return []
  const hints: ClinicWord[] = []
  if (media.microphone === 'none') hints.push('allow-devices')
  if (media.microphone === 'muted') hints.push('unmute')
  if (media.camera === 'off') hints.push('camera-on')
  if (media.network === 'poor') hints.push('better-network')
  if (media.hidden) hints.push('keep-page-open')
  return hints.slice(0, 2)
}

export function noteWords({ word, text }: Pick<ClinicNote, 'word' | 'text'>): string {
  return word === null ? (text ?? '') : WORD_NAMES[word]
}

export const NOBODY_WAITS = 'Nobody is waiting. People who come appear here.'
export const SIGNED_OUT = 'You are signed out. Please load the page again.'
export const NOT_REACHED = 'The clinic’s server could not be reached. Please try again.'
export const LIVE = 'This list is live.'
export const NOT_LIVE_YET = 'Connecting …'
export const LIVE_LOST = 'The line to the clinic is interrupted: this list may be out of date. We keep trying.'
export const REFRESHES_ITSELF = 'This page refreshes itself every 15 seconds.'
export const SOUND_AFTER_PRESS = 'A sound tells you when somebody comes, once you have pressed anywhere on this page.'
export const SOMEBODY_CAME = 'Somebody is waiting for you'

/** For readers that do not see the cards come and go. */
export function countWords(count: number): string {
  if (count === 0) return 'Nobody is waiting.'
  return count === 1 ? '1 person is waiting.' : `${count} people are waiting.`
}

/** For the doctor's lobby: whom they are about to see. */
export function aboutToSee(arrivals: readonly Arrival[], time: (at: number) => string): string {
  const people = arrivals.map((arrival) => `${whoWords(arrival)}, waiting since ${time(arrival.since)}`)
  return people.length === 0 ? 'Nobody is here yet.' : `You are about to see ${people.join('; and ')}.`
}
