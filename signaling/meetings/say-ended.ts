import type { RoomId } from '../contract/ids.ts'
import type { EndReason } from '../contract/meeting.ts'
import type { Announce } from '../contract/webhook-events.ts'
import type { Log } from '../log.ts'

/** A meeting was stored as ended just now, by this process: the log and whoever listens are told. */
export function sayEnded({ log, announce }: { log: Log; announce: Announce }, roomId: RoomId, by: EndReason): void {
  log({ event: 'meeting-ended', roomId, by })
  announce({ type: 'meeting.ended', data: { roomId, by } })
}
