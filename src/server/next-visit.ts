import type { Arrival } from '../../signaling/contract/desk.ts'
import type { RoomId } from '../../signaling/contract/ids.ts'
import type { MeetingView } from '../../signaling/contract/meeting.ts'
import type { RouteData } from '../../signaling/contract/routes.ts'
import type { Answer, SignalingClient } from './signaling-client.ts'

/** Whom a doctor sees next: who waits for them already, else the visit that is planned for the soonest. */
export type NextVisit =
  | { readonly is: 'waiting'; readonly arrival: Arrival }
  | { readonly is: 'planned'; readonly meeting: MeetingView; readonly startsAt: number }

/** Whoever has not come by then is not next any more. */
const LATE_MS = 30 * 60_000
/** Of 50 meetings each; those planned for the soonest stand last. */
const MOST_PAGES = 20

export async function findNextVisit(
  { call }: SignalingClient,
  request: Request,
  after: { readonly roomId: RoomId; readonly now: number },
): Promise<NextVisit | null> {
  const desk = await call('desk', { request })
  const waiting = desk.ok ? nextWaiting(desk.data.arrivals, after.roomId) : null
  if (waiting !== null) return waiting
  let soonest: NextVisit | null = null
  let from: string | null = null
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer: Answer<'meetings'> = await call('meetings', { request, input: from === null ? {} : { after: from } })
    if (!answer.ok) return soonest
    const { meetings }: RouteData<'meetings'> = answer.data
    soonest = nextPlanned(meetings, after) ?? soonest
    from = meetings.some(({ state }) => state === 'ended') ? null : answer.data.next
    if (from === null) return soonest
  }
  return soonest
}

export function nextWaiting(arrivals: readonly Arrival[], after: RoomId): NextVisit | null {
  const arrival = arrivals.find(({ roomId }) => roomId !== after)
  return arrival === undefined ? null : { is: 'waiting', arrival }
}

export function nextPlanned(
  meetings: readonly MeetingView[],
  { roomId, now }: { readonly roomId: RoomId; readonly now: number },
): NextVisit | null {
  let soonest: NextVisit | null = null
  for (const meeting of meetings) {
    const { startsAt } = meeting
    if (meeting.roomId === roomId || meeting.state !== 'scheduled' || startsAt === null || startsAt < now - LATE_MS)
      continue
    if (soonest === null || startsAt < soonest.startsAt) soonest = { is: 'planned', meeting, startsAt }
  }
  return soonest
}
