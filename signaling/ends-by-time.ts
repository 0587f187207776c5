import type { Clinic, Meetings } from '../db/port.ts'
import type { MeetingRecord } from '../db/records.ts'
import type { Clock } from './clock.ts'
import type { MeetingState } from './contract/meeting.ts'
import type { Announce } from './contract/webhook-events.ts'
import { type Hourly, type HourlyPorts, hourly } from './hourly.ts'
import { OVERDUE_MS, overAt } from './meetings/overdue.ts'
import { sayEnded } from './meetings/say-ended.ts'
import type { Rooms } from './rooms/rooms.ts'

const STEP = 100
const NOT_ENDED: readonly MeetingState[] = ['scheduled', 'waiting', 'active']

/**
 * Ends every hour the visits that nobody ended: everybody just closed the page, or nobody ever came. Whoever has a seat in a room of this
 * process keeps their visit open however long it takes; that is why it does not begin at once: they come back first.
 */
export function startEndsByTime(
  ports: HourlyPorts & {
    readonly clinic: Pick<Clinic, 'meetings'>
    readonly meetings: Pick<Meetings, 'end'>
    readonly rooms: Pick<Rooms, 'end' | 'isOpen'>
    readonly clock: Pick<Clock, 'now'>
    readonly announce: Announce
  },
): Hourly {
  const { clinic, meetings, rooms, clock } = ports

  async function endIfOver(meeting: MeetingRecord): Promise<void> {
    const { roomId } = meeting
    const at = rooms.isOpen(roomId) ? null : overAt(meeting, clock.now())
    if (at === null || (await meetings.end(roomId, 'time', at)) !== 'ended') return
    // Whoever has come in since is told.
    rooms.end(roomId, 'time')
    sayEnded(ports, roomId, 'time')
  }

  return hourly(ports, 'ends-by-time', 'in-an-hour', async (nextStep) => {
    const to = clock.now() - OVERDUE_MS
    for (const state of NOT_ENDED) {
      const query = { from: null, to, doctorId: null, state, outcome: null }
      for (let after: string | null = null, isMore = true; isMore; ) {
        const page = await clinic.meetings(query, { order: 'oldest', after, limit: STEP })
        for (const meeting of page.meetings) await endIfOver(meeting)
        after = page.next
        isMore = after !== null && (await nextStep())
      }
    }
  })
}
