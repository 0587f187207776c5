import type { ClinicPlace } from '../meeting-order.ts'
import type { MeetingQuery } from '../port.ts'
import type { Value } from './database.ts'

/**
 * The rows a query means, from `FROM` on, or that there can be none. Whatever is asked for, one index begins with the conditions on
 * equality and goes on in the list's own order, so any page is read from where it begins. The index is named: a query that had lost
 * its own would fail in every test instead of getting slow at a million meetings.
 */
export function clinicFilter(
  query: MeetingQuery,
  behind: { order: 'newest' | 'oldest'; place: ClinicPlace } | null,
): { source: string; values: Value[] } | 'nothing' {
  const { doctorId, outcome } = query
  // Only what is over has an outcome.
  if (outcome !== null && query.state !== null && query.state !== 'ended') return 'nothing'
  const state = outcome === null ? query.state : null
  const equal: [column: string, value: Value][] = []
  if (doctorId !== null) equal.push(['doctor_id', doctorId])
  if (state !== null) equal.push(['state', state])
  if (outcome !== null) equal.push(['outcome', outcome])

  let from: Edge = [query.from ?? 0, '']
  let to: Edge = [query.to ?? AFTER_ALL, '']
  if (behind) {
    const { listedAt, roomId } = behind.place
    if (behind.order === 'newest') to = earlier(to, [listedAt, roomId])
    // Behind the place itself: nothing sorts between an id and the same id with a character more.
    else from = later(from, [listedAt, `${roomId} `])
  }

  const conditions = [
    ...equal.map(([column]) => `${column} = ?`),
    '(listed_at, room_id) >= (?, ?)',
    '(listed_at, room_id) < (?, ?)',
  ]
  return {
    source: `FROM meetings INDEXED BY ${indexFor(doctorId !== null, state !== null, outcome !== null)}
      WHERE ${conditions.join(' AND ')}`,
    values: [...equal.map(([, value]) => value), ...from, ...to],
  }
}

/** A time and a room id, compared in this order. */
type Edge = [listedAt: number, roomId: string]

/** Later than any time that can be stored. */
const AFTER_ALL = Number.MAX_SAFE_INTEGER

function indexFor(byDoctor: boolean, byState: boolean, byOutcome: boolean): string {
  if (byOutcome) return byDoctor ? 'clinic_by_doctor_outcome' : 'clinic_by_outcome'
  if (byState) return byDoctor ? 'clinic_by_doctor_state' : 'clinic_by_state'
  return byDoctor ? 'clinic_by_doctor' : 'clinic_by_time'
}

function earlier(one: Edge, other: Edge): Edge {
  return isBefore(one, other) ? one : other
}

function later(one: Edge, other: Edge): Edge {
  return isBefore(one, other) ? other : one
}

function isBefore(one: Edge, other: Edge): boolean {
  return one[0] < other[0] || (one[0] === other[0] && one[1] < other[1])
}
