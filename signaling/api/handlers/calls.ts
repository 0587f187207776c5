import { asKept } from '../../../db/meeting-retention.ts'
import { createThrottle } from '../../accounts/throttle.ts'
import { keptFrom } from '../../meetings/kept-from.ts'
import { callView } from '../../meetings/meeting-view.ts'
import type { SeatHandler } from '../endpoint.ts'
import { failed } from '../outcome.ts'
import type { ApiPorts } from '../ports.ts'
import type { IssueSeatTicket } from '../seat-tickets.ts'

/** A page needs one ticket a connection; the burst carries it through a bad line. */
const TICKETS = { burst: 30, everyMs: 1_000 } as const
const PROBLEMS = { burst: 10, everyMs: 10_000 } as const

/** What the call page asks for, in its participant's name. */
export function callHandlers(ports: Pick<ApiPorts, 'clock' | 'log' | 'about'> & { issueSeatTicket: IssueSeatTicket }): {
  call: SeatHandler<'call'>
  ticket: SeatHandler<'ticket'>
  reportProblem: SeatHandler<'reportProblem'>
} {
  const { clock, log, about, issueSeatTicket } = ports
  const tickets = createThrottle({ allowance: TICKETS, elapsed: clock.elapsed })
  const problems = createThrottle({ allowance: PROBLEMS, elapsed: clock.elapsed })

  return {
    async call({ seat }) {
      return {
        ok: true,
        data: callView(asKept(seat.meeting, keptFrom(clock.now(), about.retentionDays)), seat.participant),
      }
    },

    async ticket({ seat, visitor }) {
      if (seat.meeting.state === 'ended') return failed('meeting-ended')
      const taken = tickets.take(seat.participant.participantId)
      if (!taken.ok) return failed('too-many-requests', { retryAfterMs: taken.retryAfterMs })
      const issued = await issueSeatTicket(visitor, seat)
      return issued.ok ? { ok: true, data: { ticket: issued.ticket, expiresAt: issued.expiresAt } } : issued
    },

    async reportProblem({ seat, input }) {
      const { meeting, participant } = seat
      const taken = problems.take(participant.participantId)
      if (!taken.ok) return failed('too-many-requests', { retryAfterMs: taken.retryAfterMs })
      log({
        event: 'problem',
        roomId: meeting.roomId,
        role: participant.role,
        problem: input.problem,
        problemId: input.id,
      })
      return { ok: true, data: {} }
    },
  }
}
