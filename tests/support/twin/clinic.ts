import type { Connection, ConnectionEvents } from '../../../signaling/rooms/connection.ts'
import type { SeatGrant } from '../../../signaling/rooms/seat-grant.ts'
import type { ManualClock } from '../manual-clock.ts'
import { createRoomsWorld, type RoomsWorld } from '../rooms-world.ts'
import { createOwnClock, type OwnClock } from './time.ts'

/** The signaling process: the real hub, which can be killed and started anew. All it remembers over that is whether the meeting ended. */
export interface Clinic {
  readonly isUp: boolean
  /** A socket has come through; null: nobody listens. */
  connected(connection: Connection): ConnectionEvents | null
  /** As the REST API answers. */
  ticket(grant: SeatGrant): { status: 201; ticket: string } | { status: 410 | 503 }
  end(roomId: string): void
  /** As by kill -9: every socket falls, everything in memory is gone. */
  kill(): void
  start(): void
  /** As by SIGTERM, with the next process there soon (D1). */
  replace(): void
  /** Calls at the next `kill`, unless the answer was called before. */
  onKill(call: () => void): () => void
}

const REPLACED_WITHIN_MS = 700

export function createClinic(clock: ManualClock): Clinic {
  let process: { world: RoomsWorld; clock: OwnClock } | null = null
  let endedByRest = false
  let endedBefore = false
  const falls = new Set<() => void>()

  function isOver(): boolean {
    return endedByRest || endedBefore || (process?.world.logged.some(({ event }) => event === 'meeting-ended') ?? false)
  }

  function start(): void {
    if (process !== null) return
    const own = createOwnClock(clock)
    const world = createRoomsWorld(own, { renewIceServersMs: 20_000 })
    if (isOver()) world.store.joinedAnswer = 'ended'
    process = { world, clock: own }
  }

  function kill(): void {
    endedBefore = isOver()
    process?.clock.kill()
    process = null
    for (const fall of [...falls]) fall()
    falls.clear()
  }

  start()
  return {
    get isUp() {
      return process !== null
    },
    connected: (connection) => process?.world.hub.connected(connection) ?? null,
    ticket(grant) {
      if (process === null) return { status: 503 }
      return isOver() ? { status: 410 } : { status: 201, ticket: process.world.hub.issueTicket(grant).ticket }
    },
    end(roomId) {
      if (process === null) return
      endedByRest = true
      process.world.hub.end(roomId, 'doctor')
    },
    kill,
    start,
    replace() {
      if (process === null) return
      void process.world.hub.drain()
      kill()
      clock.after(REPLACED_WITHIN_MS, start)
    },
    onKill(call) {
      falls.add(call)
      return () => void falls.delete(call)
    },
  }
}
