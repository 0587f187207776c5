import { createThrottle } from '../../accounts/throttle.ts'
import { addressKey } from '../../address-key.ts'
import type { OpenHandler, SeatHandler } from '../endpoint.ts'
import { failed } from '../outcome.ts'
import type { ApiPorts } from '../ports.ts'

/** Of one participant: a check takes seconds, and people press "Test again". */
const VERDICTS = { burst: 10, everyMs: 5_000 } as const
/** Of one address, where a family or a clinic's waiting room may sit behind. Each check asks once. */
const ICE_SERVERS = { burst: 10, everyMs: 15_000 } as const
/** Of one address: a check takes some forty, so that seven at once pass, and then 80 KB a second each way. */
const ECHOES = { burst: 300, everyMs: 100 } as const

/** What the check of somebody's network asks for, before a visit or on the day. */
export function checkHandlers(ports: Pick<ApiPorts, 'store' | 'rooms' | 'clock' | 'checkIceServers'>): {
  noteCheck: SeatHandler<'noteCheck'>
  checkIceServers: OpenHandler<'checkIceServers'>
  echo: OpenHandler<'echo'>
} {
  const { store, rooms, clock, checkIceServers } = ports
  const verdicts = createThrottle({ allowance: VERDICTS, elapsed: clock.elapsed })
  const servers = createThrottle({ allowance: ICE_SERVERS, elapsed: clock.elapsed })
  const echoes = createThrottle({ allowance: ECHOES, elapsed: clock.elapsed })

  return {
    async noteCheck({ seat, input }) {
      const { roomId } = seat.meeting
      const { participantId } = seat.participant
      const taken = verdicts.take(participantId)
      if (!taken.ok) return failed('too-many-requests', { retryAfterMs: taken.retryAfterMs })
      const check = { verdict: input.verdict, at: clock.now() }
      const noted = await store.meetings.noteCheck(roomId, participantId, check)
      if (noted === 'ended') return failed('meeting-ended')
      if (noted === 'unknown') return failed('not-found')
      rooms.checked(roomId, participantId, check)
      return { ok: true, data: check }
    },

    async checkIceServers({ visitor }) {
      const taken = servers.take(addressKey(visitor.address))
      if (!taken.ok) return failed('too-many-requests', { retryAfterMs: taken.retryAfterMs })
      return { ok: true, data: { iceServers: checkIceServers() } }
    },

    async echo({ visitor, input }) {
      const taken = echoes.take(addressKey(visitor.address))
      if (!taken.ok) return failed('too-many-requests', { retryAfterMs: taken.retryAfterMs })
      return { ok: true, data: { padding: input.padding } }
    },
  }
}
