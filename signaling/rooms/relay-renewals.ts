import type { Clock } from '../clock.ts'
import type { ParticipantId } from '../contract/ids.ts'
import type { ServerMessage } from '../contract/server-messages.ts'
import type { PageId } from './core/seat.ts'
import type { HubPorts } from './hub-ports.ts'

/**
 * T1: whoever is connected and in the room is told of fresh credentials for the relay before theirs run out, so that whenever a link has to
 * be brought back there is nothing to ask for first. Who is not told any more has what runs out by itself.
 */
export interface RelayRenewals {
  /** They were just told. */
  told(page: PageId, id: ParticipantId): void
  /** They are not in the room any more, or this page is not theirs. */
  stop(page: PageId): void
  readonly size: number
}

export function createRelayRenewals(
  ports: Pick<HubPorts, 'iceServersFor' | 'renewIceServersMs'> & {
    clock: Clock
    send: (page: PageId, message: ServerMessage) => void
  },
): RelayRenewals {
  const { clock, iceServersFor, renewIceServersMs } = ports
  const timers = new Map<PageId, () => void>()

  function stop(page: PageId): void {
    timers.get(page)?.()
    timers.delete(page)
  }

  function told(page: PageId, id: ParticipantId): void {
    stop(page)
    if (renewIceServersMs === null) return
    timers.set(
      page,
      clock.after(renewIceServersMs, () => {
        told(page, id)
        ports.send(page, { type: 'ice-servers', iceServers: [...iceServersFor(id)] })
      }),
    )
  }

  return {
    told,
    stop,
    get size() {
      return timers.size
    },
  }
}
