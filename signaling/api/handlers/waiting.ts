import { createThrottle } from '../../accounts/throttle.ts'
import { LIMITS } from '../../contract/limits.ts'
import type { SeatHandler } from '../endpoint.ts'
import { failed } from '../outcome.ts'
import type { ApiPorts } from '../ports.ts'
import type { IssueSeatTicket } from '../seat-tickets.ts'

/** A page refreshes itself every ten seconds, and whoever is impatient does so by hand. */
const REFRESHES = { burst: 20, everyMs: 2_000 } as const

/** What somebody who waits says with a page without scripts. */
export function waitingHandlers(ports: Pick<ApiPorts, 'rooms' | 'clock'> & { issueSeatTicket: IssueSeatTicket }): {
  wait: SeatHandler<'wait'>
  note: SeatHandler<'note'>
} {
  const { rooms, clock, issueSeatTicket } = ports
  const refreshes = createThrottle({ allowance: REFRESHES, elapsed: clock.elapsed })

  return {
    async wait({ seat, visitor }) {
      if (seat.participant.role === 'doctor') return failed('not-allowed')
      const taken = refreshes.take(seat.participant.participantId)
      if (!taken.ok) return failed('too-many-requests', { retryAfterMs: taken.retryAfterMs })
      const issued = await issueSeatTicket(visitor, seat)
      if (!issued.ok) return issued
      // At once, so that nothing comes between what the store said and this: whoever removes somebody voids their tickets.
      const view = rooms.wait(issued.ticket)
      switch (view) {
        case 'refused':
          return failed('not-found')
        case 'ended':
          return failed('meeting-ended')
        case 'room-full':
          return failed('room-full')
        default:
          return { ok: true, data: view }
      }
    },

    async note({ seat: { meeting, participant }, input }) {
      if (meeting.state === 'ended') return failed('meeting-ended')
      const { roomId } = meeting
      const note = rooms.note({ roomId, participantId: participant.participantId }, input.text)
      if (note === 'not-waiting') return failed('not-waiting')
      if (note === 'slow-down') return failed('too-many-requests', { retryAfterMs: 1_000 / LIMITS.note.perSecond })
      return { ok: true, data: note }
    },
  }
}
