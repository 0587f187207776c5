import type { FileFrame, PageMadeId } from '../../../signaling/contract/file-frames.ts'
import type { ParticipantId } from '../../../signaling/contract/ids.ts'
import type { FileEffect } from './file-events.ts'
import { peerOf, type ReceivedFile, type SentFile, type Sharing, type Why } from './shared-files.ts'

/** Who has not greeted hears it later: an offer is said again, and what was answered after it. */
export function say(now: Sharing, to: ParticipantId, frame: FileFrame): FileEffect[] {
  return peerOf(now, to).line === 'greeted' ? [{ do: 'say', to, frame }] : []
}

export function offerOf({ id, name, size, hash }: SentFile): FileFrame {
  return { type: 'offer', file: id, name, size, hash }
}

export function stopOf(file: PageMadeId, why: Why): FileFrame[] {
  return why === 'reloaded' || why === 'breach' ? [] : [{ type: 'stop', file, why }]
}

/** What was answered to an offer may have been lost with the channel it was said on. */
export function answerAgain({ id, state }: ReceivedFile): FileFrame[] {
  switch (state.is) {
    case 'asked':
    case 'checking':
      return []
    case 'receiving':
      return [{ type: 'accept', file: id, from: state.got }]
    case 'whole':
      return [{ type: 'whole', file: id }]
    case 'stopped':
      return stopOf(id, state.why)
  }
}
