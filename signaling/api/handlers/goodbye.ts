import { asKept } from '../../../db/meeting-retention.ts'
import { createThrottle } from '../../accounts/throttle.ts'
import { keptFrom } from '../../meetings/kept-from.ts'
import type { SeatHandler } from '../endpoint.ts'
import { failed } from '../outcome.ts'
import type { ApiPorts } from '../ports.ts'

const ANSWERS = { burst: 10, everyMs: 10_000 } as const

/** What a visit's participants are shown when it is over for them, and how it was. The doctor is not asked. */
export function goodbyeHandlers({ store, clock, about }: Pick<ApiPorts, 'store' | 'clock' | 'about'>): {
  goodbye: SeatHandler<'goodbye'>
  giveFeedback: SeatHandler<'giveFeedback'>
} {
  const answers = createThrottle({ allowance: ANSWERS, elapsed: clock.elapsed })

  return {
    async goodbye({ seat: { meeting, participant } }) {
      const { roomId, title, endReason } = asKept(meeting, keptFrom(clock.now(), about.retentionDays))
      const { role, feedback, joinedAt } = participant
      return { ok: true, data: { roomId, title, endReason, role, came: joinedAt !== null, feedback } }
    },

    async giveFeedback({ seat: { meeting, participant }, input }) {
      if (participant.role === 'doctor') return failed('not-allowed')
      const taken = answers.take(participant.participantId)
      if (!taken.ok) return failed('too-many-requests', { retryAfterMs: taken.retryAfterMs })
      const noted = await store.meetings.giveFeedback(meeting.roomId, participant.participantId, input.feedback)
      return noted === 'unknown' ? failed('not-found') : { ok: true, data: {} }
    },
  }
}
