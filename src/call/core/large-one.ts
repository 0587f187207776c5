import type { ParticipantId } from '../../../signaling/contract/ids.ts'
import type { Other } from './call-state.ts'

/** Whose picture is shown larger than the others': whom the person pinned, else who shares a screen. Null: all alike. */
export function largeOne(others: readonly Other[], pinned: ParticipantId | null): ParticipantId | null {
  if (others.length < 2) return null
  if (others.some(({ participant }) => participant.id === pinned)) return pinned
  return others.find(({ participant }) => participant.media?.screen)?.participant.id ?? null
}
