import type { AccountId, Millis } from '../../signaling/contract/ids.ts'
import type { ClinicPlace, Place } from '../meeting-order.ts'
import type { MeetingQuery } from '../port.ts'

/** What lists ask of the meetings, as shapes: a test holds each against the indexes (db/mongo/indexes.ts). */
export interface Listing {
  readonly filter: Readonly<Record<string, unknown>>
  readonly sort: Readonly<Record<string, 1 | -1>>
}

export function ofDoctor(doctorId: AccountId, after: Place | null): Listing {
  return {
    filter: { 'record.doctorId': doctorId, ...(after === null ? {} : behindPlace(after)) },
    sort: { open: -1, 'record.listedAt': -1, _id: -1 },
  }
}

function behindPlace({ open, listedAt, roomId }: Place): Record<string, unknown> {
  const below = {
    open,
    $or: [{ 'record.listedAt': { $lt: listedAt } }, { 'record.listedAt': listedAt, _id: { $lt: roomId } }],
  }
  // Whoever has seen the open ones to the end goes on among the ended ones; from there nothing leads back.
  return open === 1 ? { $or: [below, { open: 0 }] } : below
}

/** Null: nothing can match. */
export function ofClinic(query: MeetingQuery, order: 'newest' | 'oldest', after: ClinicPlace | null): Listing | null {
  const filter = conditionsOf(query)
  if (filter === null) return null
  const direction = order === 'newest' ? -1 : 1
  const beyond = order === 'newest' ? '$lt' : '$gt'
  const behind = after && {
    $or: [
      { 'record.listedAt': { [beyond]: after.listedAt } },
      { 'record.listedAt': after.listedAt, _id: { [beyond]: after.roomId } },
    ],
  }
  const range = rangeOf(query, order, after)
  return {
    filter: { ...filter, ...(range ? { 'record.listedAt': range } : {}), ...behind },
    sort: { 'record.listedAt': direction, _id: direction },
  }
}

export function countedOfClinic(query: MeetingQuery): Listing['filter'] | null {
  return ofClinic(query, 'newest', null)?.filter ?? null
}

/** An outcome is said at the end: asked for together, the state adds nothing, or nothing is left. So no index needs both. */
function conditionsOf({ doctorId, state, outcome }: MeetingQuery): Record<string, unknown> | null {
  if (outcome !== null && state !== null && state !== 'ended') return null
  return {
    ...(doctorId === null ? {} : { 'record.doctorId': doctorId }),
    ...(outcome === null ? {} : { 'record.outcome': outcome }),
    ...(outcome !== null || state === null ? {} : { 'record.state': state }),
  }
}

/** The page's key also bounds the range, so that the server starts reading there and not at the range's end. */
function rangeOf(
  { from, to }: MeetingQuery,
  order: 'newest' | 'oldest',
  after: ClinicPlace | null,
): Record<string, Millis> | null {
  const lower = order === 'oldest' && after ? Math.max(after.listedAt, from ?? 0) : from
  const range = {
    ...(lower === null ? {} : { $gte: lower }),
    ...(to === null ? {} : { $lt: to }),
    ...(order === 'newest' && after ? { $lte: after.listedAt } : {}),
  }
  return Object.keys(range).length > 0 ? range : null
}
