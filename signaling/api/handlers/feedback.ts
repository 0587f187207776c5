import { createThrottle } from '../../accounts/throttle.ts'
import type { SeatHandler } from '../endpoint.ts'
import { failed } from '../outcome.ts'
import type { ApiPorts } from '../ports.ts'

const ANSWERS = { burst: 10, everyMs: 10_000 } as const

/** How the visit was, by those who came to it. The doctor is not asked. */
export function feedbackHandler({ store, clock }: Pick<ApiPorts, 'store' | 'clock'>): SeatHandler<'giveFeedback'> {
  const answers = createThrottle({ allowance: ANSWERS, elapsed: clock.elapsed })
  return async ({ seat, input }) => {
    const { meeting, participant } = seat
    if (participant.role === 'doctor') return failed('not-allowed')
    const taken = answers.take(participant.participantId)
    if (!taken.ok) return failed('too-many-requests', { retryAfterMs: taken.retryAfterMs })
    const noted = await store.meetings.giveFeedback(meeting.roomId, participant.participantId, input.feedback)
    return noted === 'unknown' ? failed('not-found') : { ok: true, data: {} }
  }
}
