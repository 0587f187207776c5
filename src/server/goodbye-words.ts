import type { Ending } from '../../signaling/contract/ending.ts'
import type { Role } from '../../signaling/contract/participant.ts'
import type { Feedback } from '../../signaling/contract/visit.ts'

/** Every sentence of the page after a call. */
export interface GoodbyeWords {
  readonly title: string
  readonly text: string
  /** Does coming back make sense, while the visit goes on? */
  readonly mayReturn: boolean
}

export function goodbyeWords(by: Ending, role: Role): GoodbyeWords {
  switch (by) {
    case 'left':
      return {
        title: 'You have left the visit',
        text:
          role === 'doctor'
            ? 'It goes on for the others. You can come back, or end it for everybody.'
            : 'It goes on; you can come back.',
        mayReturn: true,
      }
    case 'ended-by-you':
      return { title: 'The visit has ended', text: 'It is over for everybody.', mayReturn: false }
    case 'doctor':
      return { title: 'The visit has ended', text: 'The doctor ended it. Thank you for coming.', mayReturn: false }
    case 'administrator':
      return { title: 'The visit has ended', text: 'The clinic ended this visit.', mayReturn: false }
    case 'time':
      return {
        title: 'The visit has ended',
        text: 'Nobody ended it, so it closed by itself a day later.',
        mayReturn: false,
      }
    case 'replaced':
      return {
        title: 'The visit goes on elsewhere',
        text: 'You joined on another page or device. To talk here instead, join again.',
        mayReturn: true,
      }
    case 'removed':
      return {
        title: 'You are no longer in this visit',
        text: 'You signed out, or the link you came by was withdrawn. Please sign in again, or ask the clinic for a new link.',
        mayReturn: false,
      }
    case 'room-full':
      return {
        title: 'All places are taken',
        text: 'Everybody this visit has room for is there. Please ask the clinic.',
        mayReturn: true,
      }
    case 'old-version':
      return {
        title: 'The page was out of date',
        text: 'Bedside was updated meanwhile. Join again to get the new page.',
        mayReturn: true,
      }
    case 'refused':
      return {
        title: 'That page may not join',
        text: 'Please open the link to your visit again.',
        mayReturn: true,
      }
    case 'failed':
      return {
        title: 'The visit was interrupted',
        text: 'Something went wrong on our side. Joining again usually helps.',
        mayReturn: true,
      }
  }
}

export const ANSWER_WORDS: Readonly<Record<Feedback, string>> = { good: 'Good', mixed: 'So-so', bad: 'Bad' }
export const THANKS: Readonly<Record<Feedback, string>> = {
  good: 'Thank you. We are glad that it went well.',
  mixed: 'Thank you for telling us.',
  bad: 'Thank you for telling us. We are sorry about that.',
}
export const CHOOSE_AN_ANSWER = 'Please press one of the three answers.'
