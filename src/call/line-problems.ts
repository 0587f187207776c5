import type { Problem } from '../../signaling/contract/problems.ts'
import type { Reason } from '../../signaling/contract/reasons.ts'

const EXPECTED: readonly Reason[] = ['ended', 'left', 'replaced', 'removed', 'old-version']

/** As which problem it is reported that the line does not come back; null: it is none. */
export function problemOf(reason: Reason): Problem | null {
  if (reason === 'room-full' || reason === 'ticket-refused' || reason === 'server-error') return reason
  return EXPECTED.includes(reason) ? null : 'unexpected'
}
