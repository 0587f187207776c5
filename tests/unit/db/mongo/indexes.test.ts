import { describe, expect, test } from 'vitest'
import type { Place } from '../../../../db/meeting-order.ts'
import { INDEXES } from '../../../../db/mongo/indexes.ts'
import { type Listing, ofClinic, ofDoctor } from '../../../../db/mongo/meeting-queries.ts'
import type { MeetingQuery } from '../../../../db/port.ts'

const SOME = { listedAt: 7_000, roomId: '000000000000' }

function clinicQueries(): MeetingQuery[] {
  const queries: MeetingQuery[] = []
  for (const doctorId of [null, 'd00000000000']) {
    for (const state of [null, 'waiting', 'ended'] as const) {
      for (const outcome of [null, 'connected'] as const) {
        for (const [from, to] of [
          [null, null],
          [1_000, 9_000],
        ] as const) {
          queries.push({ doctorId, state, outcome, from, to })
        }
      }
    }
  }
  return queries
}

const DOCTORS_PAGES: [string, Place | null][] = [
  ['a doctor’s first page', null],
  ['a doctor’s later page among the open ones', { open: 1, ...SOME }],
  ['a doctor’s later page among the ended ones', { open: 0, ...SOME }],
]
const listings = DOCTORS_PAGES.flatMap(([name, after]) =>
  ofDoctor('d00000000000', after).map((listing): [string, Listing] => [name, listing]),
)
for (const query of clinicQueries()) {
  for (const order of ['newest', 'oldest'] as const) {
    for (const after of [null, SOME]) {
      const listing = ofClinic(query, order, after)
      if (listing)
        listings.push([`the clinic’s ${order} by ${JSON.stringify(query)}, ${after ? 'later' : 'first'}`, listing])
    }
  }
}

/**
 * An index serves a list when it begins with exactly the fields that are asked to be equal, and goes on as the list is sorted, either
 * way round: then each page is read off it in order, and nothing is sorted or skipped.
 */
function serves(key: Readonly<Record<string, 1 | -1>>, { filter, sort }: Listing): boolean {
  const equal = Object.keys(filter).filter((field) => !field.startsWith('$') && typeof filter[field] !== 'object')
  const fields = Object.entries(key)
  const first = fields.slice(0, equal.length).map(([field]) => field)
  // What is asked to be one value sorts nothing.
  const sorted = Object.entries(sort).filter(([field]) => !equal.includes(field))
  return first.toSorted().join() === equal.toSorted().join() && follows(fields.slice(equal.length), sorted)
}

function follows(key: [string, 1 | -1][], sort: [string, 1 | -1][]): boolean {
  const same = (turn: 1 | -1) => sort.every(([field, way], at) => key[at]?.[0] === field && key[at]?.[1] === way * turn)
  return same(1) || same(-1)
}

describe('every list of meetings has the compound index it needs', () => {
  test.each(listings)('%s', (_, listing) => {
    expect(INDEXES.meetings.filter(({ key }) => serves(key, listing)).map(({ name }) => name)).not.toEqual([])
  })

  test('and none of the indexes could be left out', () => {
    const others = new Set(['figures', 'unstripped'])
    const idle = INDEXES.meetings.filter(
      ({ name, key }) => !others.has(name) && !listings.some(([, listing]) => serves(key, listing)),
    )
    expect(idle).toEqual([])
  })

  test('a list that needs another one would be noticed', () => {
    const unknown: Listing = { filter: { 'record.title': 'x' }, sort: { 'record.listedAt': -1, _id: -1 } }
    const sorted: Listing = { filter: { 'record.doctorId': 'x' }, sort: { 'record.createdAt': -1 } }
    const crosswise: Listing = { filter: {}, sort: { 'record.listedAt': -1, _id: 1 } }
    for (const listing of [unknown, sorted, crosswise]) {
      expect(INDEXES.meetings.some(({ key }) => serves(key, listing))).toBe(false)
    }
  })

  test('an outcome with a state that has none is nothing, and asks nothing', () => {
    const query = { doctorId: null, from: null, to: null, outcome: 'connected', state: 'waiting' } as const
    expect(ofClinic(query, 'newest', null)).toBeNull()
  })
})
