import { LIMITS } from '../../contract/limits.ts'
import type { ServerMessage } from '../../contract/server-messages.ts'

/**
 * R4: what was said to one page since it was last welcomed, as far as nobody knows that it arrived. Both ends count by themselves: a socket
 * loses nothing but its end, so the number of what a page has heard says which that was.
 */
export interface Unheard {
  /** How much was said in all. */
  said: number
  /** The last of what was said, oldest first. */
  readonly kept: Kept[]
  /** In characters, about. */
  size: number
}

interface Kept {
  /** Null: what is out of date once it is missed, and told anew instead. */
  readonly message: ServerMessage | null
  readonly size: number
}

export function nothingUnheard(): Unheard {
  return { said: 0, kept: [], size: 0 }
}

/** Changes it in place, for every message passes here. */
export function keepUnheard(unheard: Unheard, message: ServerMessage): void {
  const size = sizeOf(message)
  unheard.said += 1
  unheard.size += size
  unheard.kept.push({ message: message.type === 'ice-servers' ? null : message, size })
  while (unheard.kept.length > LIMITS.missedMessages || unheard.size > LIMITS.missedLength) forgetOldest(unheard)
}

/** The page has so many by now. */
export function hasHeard(unheard: Unheard, count: number): void {
  const before = unheard.said - unheard.kept.length
  for (let known = before; known < Math.min(count, unheard.said); known += 1) forgetOldest(unheard)
}

/** What a page that has heard so many has missed; null when that is not known any more, or the page cannot have heard so many. */
export function missedAfter({ said, kept }: Unheard, count: number): readonly ServerMessage[] | null {
  const missed = said - count
  if (missed < 0 || missed > kept.length) return null
  return kept.slice(kept.length - missed).flatMap(({ message }) => (message === null ? [] : [message]))
}

function forgetOldest(unheard: Unheard): void {
  unheard.size -= unheard.kept.shift()?.size ?? 0
}

/** Near enough for a bound, without writing it all out. */
function sizeOf(message: ServerMessage): number {
  if ('description' in message) return 200 + message.description.sdp.length
  if ('candidate' in message) return 200 + message.candidate.candidate.length
  return 'text' in message ? 200 + message.text.length : 400
}
