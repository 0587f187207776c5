import { asKept } from '../../../db/meeting-retention.ts'
import { createThrottle } from '../../accounts/throttle.ts'
import { keptFrom } from '../../meetings/kept-from.ts'
import { callView, shownName } from '../../meetings/meeting-view.ts'
import type { Callers } from '../callers.ts'
import type { SeatHandler } from '../endpoint.ts'
import { failed } from '../outcome.ts'
import type { ApiPorts } from '../ports.ts'

/** A page needs one ticket a connection; the burst carries it through a bad line. */
const TICKETS = { burst: 30, everyMs: 1_000 } as const
const PROBLEMS = { burst: 10, everyMs: 10_000 } as const

/** What the call page asks for, in its participant's name. */
export function callHandlers(ports: Pick<ApiPorts, 'rooms' | 'clock' | 'log' | 'about'> & { callers: Callers }): {
  call: SeatHandler<'call'>
  ticket: SeatHandler<'ticket'>
  reportProblem: SeatHandler<'reportProblem'>
} {
  const { rooms, clock, log, about, callers } = ports
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
      const { meeting, participant } = seat
      if (meeting.state === 'ended') return failed('meeting-ended')
      const taken = tickets.take(participant.participantId)
      if (!taken.ok) return failed('too-many-requests', { retryAfterMs: taken.retryAfterMs })
      const issued = rooms.issueTicket({
        roomId: meeting.roomId,
        participantId: participant.participantId,
        role: participant.role,
        name: shownName(participant),
        admission: meeting.admission,
        relayOnly: meeting.relayOnly,
        staff: seat.staff,
      })
      // Whoever revokes or ends stores that first and voids tickets then. A seat that still stands after the ticket was made
      // is one whose ticket they will find, so nobody slips in between.
      const still = await callers.seat(visitor, meeting.roomId, seat.as)
      if (typeof still === 'string') return failed('not-found')
      if (still.meeting.state === 'ended') return failed('meeting-ended')
      return { ok: true, data: issued }
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
