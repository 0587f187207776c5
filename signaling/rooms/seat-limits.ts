import { LIMITS } from '../contract/limits.ts'
import type { Said } from './core/events.ts'
import { type Bucket, fullBucket, type Spent, spend } from './core/limits.ts'

/** L1: one person's buckets. They belong to the seat, so that a new socket does not fill them. */
export interface SeatLimits {
  readonly setUp: Bucket
  readonly chat: Bucket
  readonly mediaState: Bucket
  readonly note: Bucket
}

export function fullSeatLimits(): SeatLimits {
  return { setUp: fullBucket(), chat: fullBucket(), mediaState: fullBucket(), note: fullBucket() }
}

export function spendFor(limits: SeatLimits, type: Said['type'] | 'ping', now: number): Spent {
  switch (type) {
    case 'chat-message':
      return spend(limits.chat, LIMITS.chat, now)
    case 'media-state':
      return spend(limits.mediaState, LIMITS.mediaState, now)
    case 'note':
      return spend(limits.note, LIMITS.note, now)
    case 'ice-candidate':
    case 'offer':
    case 'answer':
    case 'chat-received':
    case 'link-report':
    case 'admit':
    case 'hold':
    case 'leave-room':
    case 'end-call':
    case 'ping':
      return spend(limits.setUp, LIMITS.setUp, now)
  }
}
