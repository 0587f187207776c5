import type { ChatId } from '../../signaling/contract/client-messages.ts'
import type { ParticipantId } from '../../signaling/contract/ids.ts'

export interface UnsentLine {
  readonly id: ChatId
  readonly text: string
  /** For whom it is: whoever was in the room when it was written. */
  readonly missing: readonly ParticipantId[]
}

/** Where lines that the server has not confirmed outlast a reload of the page. */
export interface Unsent {
  /** Those of this person, whoever used the page before. */
  read(you: ParticipantId): readonly UnsentLine[]
  write(you: ParticipantId, lines: readonly UnsentLine[]): void
}

/**
 * In the state of this entry of the tab's history: no other page can read it and it goes with the tab, neither of which holds for session
 * storage (docs/decisions/0027-the-line.md).
 */
export const unsentInHistory: Unsent = {
  read(you) {
    const state: unknown = history.state
    const lines = field(state, 'unsentOf') === you ? field(state, 'unsent') : []
    return Array.isArray(lines) ? lines.filter(isUnsentLine) : []
  },
  write(you, lines) {
    history.replaceState({ ...history.state, unsentOf: you, unsent: lines }, '')
  },
}

function isUnsentLine(value: unknown): value is UnsentLine {
  const missing = field(value, 'missing')
  const isForSome = Array.isArray(missing) && missing.every((id) => typeof id === 'string')
  return isForSome && typeof field(value, 'id') === 'string' && typeof field(value, 'text') === 'string'
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
