import type { Judgement } from '../core/network-verdict.ts'

export interface NetworkWords {
  readonly title: string
  readonly text: string
  readonly steps: readonly string[]
  /** Is the telephone the better way just now? */
  readonly telephone: boolean
}

export const TESTING = 'Testing your connection …'

const NEARER = 'Go nearer to your Wi-Fi box, or try mobile data instead.'
const ALONE = 'Let other videos and downloads wait, also those of others in your home.'

/** What a verdict means and what to do about it. `null`: too little could be found out. `isOnline`: as the device itself has it. */
export function networkWords(judgement: Judgement | null, isOnline: boolean): NetworkWords {
  if (judgement === null) {
    return {
      title: 'Your connection could not be tested just now.',
      text: 'You can join all the same.',
      steps: [],
      telephone: false,
    }
  }
  switch (judgement.why) {
    case 'fine':
      return { title: 'Your connection is good.', text: '', steps: [], telephone: false }
    case 'slow':
      return judgement.verdict === 'sound-only'
        ? {
            title: 'Your connection is good for talking, but slow for pictures.',
            text: 'You can join. The picture may stop now and then, so that the sound stays clear.',
            steps: [NEARER, ALONE],
            telephone: false,
          }
        : {
            title: 'Your connection is too slow for a call at the moment.',
            text: 'You could still write to each other.',
            steps: [NEARER, ALONE],
            telephone: true,
          }
    case 'slow-answers':
      return {
        title: 'Your connection answers too slowly for a conversation.',
        text: 'You could still write to each other.',
        steps: [NEARER, ALONE, 'Switch a VPN off if you use one.'],
        telephone: true,
      }
    case 'blocked':
      return {
        title: 'This network does not seem to let calls through.',
        text: 'You could still write to each other.',
        steps: [
          'Use another network: mobile data instead of Wi-Fi, or the other way round.',
          'Switch a VPN off if you use one.',
        ],
        telephone: true,
      }
    case 'unreachable':
      return {
        title: isOnline
          ? 'The clinic cannot be reached from here just now.'
          : 'Your device has no connection just now.',
        text: '',
        steps: isOnline
          ? ['Use another network: mobile data instead of Wi-Fi, or the other way round.', 'Then press “Test again”.']
          : ['Switch Wi-Fi or mobile data on, and flight mode off.', 'Then press “Test again”.'],
        telephone: true,
      }
  }
}
