import type { AccountId, Millis, ParticipantId } from '../contract/ids.ts'
import type { ServerMessage } from '../contract/server-messages.ts'
import type { NetworkCheck } from '../contract/visit.ts'
import type { AboutPerson } from '../desk/core/arrivals.ts'
import { hasHeard, keepUnheard, missedAfter, nothingUnheard, type Unheard } from './core/missed.ts'
import { emptyRoom, type Room, seatOf } from './core/seat.ts'
import type { SeatGrant } from './seat-grant.ts'
import { fullSeatLimits, type SeatLimits } from './seat-limits.ts'

/** A room as it stands now, with what belongs to it outside the reducer. */
export interface LiveRoom {
  room: Room
  /** Whose meeting it is; null once that is deleted. */
  doctorId: AccountId | null
  readonly title: string
  readonly startsAt: Millis | null
  readonly people: Map<ParticipantId, AboutPerson>
  readonly limits: Map<ParticipantId, SeatLimits>
  /** R4 */
  readonly unheard: Map<ParticipantId, Unheard>
  /** The one timer of the room, for what `nextDeadline` said. */
  timer: { due: number; cancel: () => void } | null
}

export function openRoom({ roomId, doctorId, title, startsAt, admission, relayOnly }: SeatGrant): LiveRoom {
  return {
    room: emptyRoom(roomId, admission, relayOnly),
    doctorId,
    title,
    startsAt,
    people: new Map(),
    limits: new Map(),
    unheard: new Map(),
    timer: null,
  }
}

/** What the ticket says of whoever comes with it. */
export function learnOf(live: LiveRoom, { participantId, language, check }: SeatGrant): void {
  live.people.set(participantId, { language, check: newer(check, live.people.get(participantId)?.check ?? null) })
}

export function forgetPerson(live: LiveRoom, id: ParticipantId): void {
  live.limits.delete(id)
  live.unheard.delete(id)
  live.people.delete(id)
}

export function limitsOf(live: LiveRoom, id: ParticipantId): SeatLimits {
  const limits = live.limits.get(id)
  if (limits !== undefined) return limits
  const full = fullSeatLimits()
  if (seatOf(live.room, id) !== undefined) live.limits.set(id, full)
  return full
}

/** R4: that is said to them now, or would be. Who is welcomed begins anew. */
export function keepFor(live: LiveRoom, id: ParticipantId, message: ServerMessage): void {
  if ('resumeSecret' in message) live.unheard.set(id, nothingUnheard())
  else {
    const unheard = live.unheard.get(id)
    if (unheard !== undefined) keepUnheard(unheard, message)
  }
}

/** R4: their page has so many by now. */
export function heardBy(live: LiveRoom, id: ParticipantId, count: number): void {
  const unheard = live.unheard.get(id)
  if (unheard !== undefined) hasHeard(unheard, count)
}

/** R4: what comes after so many; null when that is not known. */
export function missedBy(live: LiveRoom, id: ParticipantId, count: number): readonly ServerMessage[] | null {
  const unheard = live.unheard.get(id)
  return unheard === undefined ? null : missedAfter(unheard, count)
}

/** A ticket may be older than what was found out since it was made. */
function newer(one: NetworkCheck | null, other: NetworkCheck | null): NetworkCheck | null {
  if (one === null || other === null) return one ?? other
  return one.at >= other.at ? one : other
}
