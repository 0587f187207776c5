import type { RoomId } from '../../signaling/contract/ids.ts'

/** The doctor's end where the line cannot carry it. */
export function endMeeting(ports: { fetch: typeof fetch; roomId: RoomId }): void {
  ports
    .fetch(`/api/meetings/${ports.roomId}/end`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
      keepalive: true,
    })
    .catch(() => undefined) // the doctor is out of it either way, and the meeting's page can end it too
}
