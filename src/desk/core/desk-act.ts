import type { ClinicWord } from '../../../signaling/contract/clinic-note.ts'
import type { AccountId, ParticipantId, RoomId } from '../../../signaling/contract/ids.ts'

/** What a doctor does about somebody who has arrived. */
export type DeskAct =
  | { readonly act: 'admit' }
  | { readonly act: 'hold' }
  | { readonly act: 'say'; readonly word: ClinicWord }
  | { readonly act: 'write'; readonly text: string }
  | { readonly act: 'move'; readonly to: AccountId }

export interface About {
  readonly roomId: RoomId
  readonly participantId: ParticipantId
}

/** The ready sentences, in the order in which they are offered. */
export const CLINIC_WORDS: readonly ClinicWord[] = [
  'five-minutes',
  'we-are-coming',
  'unmute',
  'camera-on',
  'allow-devices',
  'better-network',
  'keep-page-open',
  'we-call-you',
]

/**
 * A card's form, as the browser sends it and as the page's script reads it: the same fields either way. Null when it is none of ours.
 * Whether ids and text are what they should be is for the API to say.
 */
export function readDeskForm(field: (name: string) => string): { about: About; act: DeskAct } | null {
  const about = { roomId: field('roomId'), participantId: field('participantId') }
  const act = readAct(field)
  return act === null ? null : { about, act }
}

function readAct(field: (name: string) => string): DeskAct | null {
  const word = CLINIC_WORDS.find((known) => known === field('word'))
  if (word !== undefined) return { act: 'say', word }
  const act = field('act')
  switch (act) {
    case 'admit':
    case 'hold':
      return { act }
    case 'write':
      return { act, text: field('text').trim() }
    case 'move':
      return { act, to: field('to') }
    default:
      return null
  }
}
