import type { AccountId, Millis } from '../../signaling/contract/ids.ts'
import type { ClinicPlace, Place } from '../meeting-order.ts'
import type { MeetingQuery } from '../port.ts'

/** What lists ask of the meetings, as shapes: a test holds each against the indexes (db/mongo/indexes.ts). */
export interface Listing {
  readonly filter: Readonly<Record<string, unknown>>
  readonly sort: Readonly<Record<string, 1 | -1>>
}

/**
 * To be read one after the other until the page is full. Two where the open ones may come to their end: asked for in one, the server
 * would have to read the doctor's list from its beginning to know where the page starts.
 */
export function ofDoctor(doctorId: AccountId, after: Place | null): Listing[] {
  const sort = { open: -1, 'record.listedAt': -1, _id: -1 } as const
  const theirs = { 'record.doctorId': doctorId }
  if (after === null) return [{ filter: theirs, sort }]
  const rest = { filter: { ...theirs, open: after.open, ...behind('newest', after) }, sort }
  return after.open === 1 ? [rest, { filter: { ...theirs, open: 0 }, sort }] : [rest]
}

/** The first condition says where to start reading, the second leaves out what stands at the very same time and was shown. */
function behind(order: 'newest' | 'oldest', { listedAt, roomId }: ClinicPlace) {
  const [beyond, from] = order === 'newest' ? ['$lt', '$lte'] : ['$gt', '$gte']
  return {
    'record.listedAt': { [from]: listedAt },
    $or: [{ 'record.listedAt': { [beyond]: listedAt } }, { 'record.listedAt': listedAt, _id: { [beyond]: roomId } }],
  }
}

/** Null: nothing can match. */
export function ofClinic(query: MeetingQuery, order: 'newest' | 'oldest', after: ClinicPlace | null): Listing | null {
  const conditions = conditionsOf(query)
  if (conditions === null) return null
  const direction = order === 'newest' ? -1 : 1
  const { 'record.listedAt': start, ...rest } = after ? behind(order, after) : { 'record.listedAt': {} }
  const range = narrowed(start, query)
  return {
    filter: { ...conditions, ...(Object.keys(range).length > 0 ? { 'record.listedAt': range } : {}), ...rest },
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

function narrowed(start: Record<string, Millis>, { from, to }: MeetingQuery): Record<string, Millis> {
  const lowest = Math.max(start['$gte'] ?? 0, from ?? 0)
  return { ...start, ...(lowest > 0 ? { $gte: lowest } : {}), ...(to === null ? {} : { $lt: to }) }
}
