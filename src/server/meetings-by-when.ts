import type { MeetingView } from '../../signaling/contract/meeting.ts'

export interface MeetingsPart {
  readonly heading: 'Now' | 'Today' | 'Coming' | 'Earlier' | 'Over'
  readonly meetings: MeetingView[]
}

/** A doctor's list in the order of their day: who is there now, what today still holds, what comes, what passed without anybody. */
export function meetingsByWhen(meetings: readonly MeetingView[], now: number): MeetingsPart[] {
  const today = new Date(now).setHours(0, 0, 0, 0)
  const tomorrow = new Date(now).setHours(24, 0, 0, 0)
  const planned = meetings.filter(({ state }) => state === 'scheduled').sort((a, b) => when(a) - when(b))
  const parts: MeetingsPart[] = [
    { heading: 'Now', meetings: meetings.filter(({ state }) => state === 'active' || state === 'waiting') },
    { heading: 'Today', meetings: planned.filter((one) => when(one) >= today && when(one) < tomorrow) },
    { heading: 'Coming', meetings: planned.filter((one) => when(one) >= tomorrow) },
    { heading: 'Earlier', meetings: planned.filter((one) => when(one) < today) },
    { heading: 'Over', meetings: meetings.filter(({ state }) => state === 'ended') },
  ]
  return parts.filter((part) => part.meetings.length > 0)
}

function when({ startsAt, createdAt }: MeetingView): number {
  return startsAt ?? createdAt
}
