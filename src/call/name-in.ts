import type { ParticipantId } from '../../signaling/contract/ids.ts'
import { WRITER_HAS_LEFT } from './chat-sentences.ts'
import type { Room } from './core/call-state.ts'

/** Who wrote and left meanwhile is not in the room to be asked. */
export function nameIn(room: Room, id: ParticipantId): string {
  return room.others.find(({ participant }) => participant.id === id)?.participant.name ?? WRITER_HAS_LEFT
}
