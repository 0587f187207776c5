import { expect, test } from 'vitest'
import type { MeetingQuery, Store } from '../../../db/port.ts'
import type { MeetingRecord } from '../../../db/records.ts'
import { type DoctorsMeeting, meetingRecord, newId } from '../../support/stored-records.ts'
import { atOnce } from './at-once.ts'

const DAY_MS = 86_400_000
const ALL: MeetingQuery = { from: null, to: null, doctorId: null, state: null, outcome: null }

/** Twenty years of its own for each test: other meetings are around. */
let eras = 0
function newEra(): { from: number; to: number; at: (day: number) => number } {
  eras += 1
  const from = eras * 20 * 365 * DAY_MS
  return { from, to: from + 20 * 365 * DAY_MS, at: (day) => from + day * DAY_MS }
}

export function clinicContract(store: () => Store): void {
  async function insert(...all: readonly Partial<DoctorsMeeting>[]): Promise<DoctorsMeeting[]> {
    const meetings = all.map((told) => meetingRecord(told))
    await Promise.all(meetings.map((meeting) => store().meetings.insert(meeting)))
    return meetings
  }

  async function read(query: MeetingQuery, order: 'newest' | 'oldest', limit: number): Promise<MeetingRecord[][]> {
    const pages: MeetingRecord[][] = []
    let after: string | null = null
    do {
      const page = await store().clinic.meetings(query, { order, after, limit })
      pages.push(page.meetings)
      after = page.next
    } while (after !== null && pages.length < 100)
    return pages
  }
  const titles = (meetings: readonly MeetingRecord[]) => meetings.map(({ title }) => title)

  test('the clinic’s list has every doctor’s meetings by their time, newest or oldest first', async () => {
    const { from, to, at } = newEra()
    await insert(
      { title: 'second', createdAt: at(2) },
      { title: 'third', createdAt: at(1), startsAt: at(3) },
      { title: 'first', createdAt: at(1) },
    )
    const query = { ...ALL, from, to }
    expect(titles((await read(query, 'newest', 10)).flat())).toEqual(['third', 'second', 'first'])
    expect(titles((await read(query, 'oldest', 10)).flat())).toEqual(['first', 'second', 'third'])
  })

  test('a range takes its first moment in and leaves its last one out', async () => {
    const { at } = newEra()
    await insert(...[1, 2, 3, 4].map((day) => ({ title: `day ${day}`, createdAt: at(day) })))
    const query = { ...ALL, from: at(2), to: at(4) }
    expect(titles((await read(query, 'oldest', 1)).flat())).toEqual(['day 2', 'day 3'])
    expect(titles((await read(query, 'newest', 1)).flat())).toEqual(['day 3', 'day 2'])
    expect(await store().clinic.count(query, 100)).toBe(2)
    expect(await store().clinic.count({ ...ALL, from: at(4) + 1, to: at(4) + 2 }, 100)).toBe(0)
  })

  test('every filter, and every two and more of them, mean the meetings of which all is true', async () => {
    const { from, to, at } = newEra()
    const doctors = [newId(), newId()]
    const ends = [
      { state: 'scheduled', outcome: null },
      { state: 'waiting', outcome: null },
      { state: 'active', outcome: null },
      { state: 'ended', outcome: 'connected' },
      { state: 'ended', outcome: 'not-connected' },
      { state: 'ended', outcome: 'nobody-came' },
    ] as const
    const all = await insert(
      ...doctors.flatMap((doctorId) =>
        ends.flatMap((end, index) => [
          { doctorId, ...end, createdAt: at(index) },
          { doctorId, ...end, createdAt: at(index + 1) },
        ]),
      ),
    )
    for (const doctorId of [null, ...doctors, newId()]) {
      for (const state of [null, 'scheduled', 'waiting', 'active', 'ended'] as const) {
        for (const outcome of [null, 'connected', 'not-connected', 'nobody-came'] as const) {
          const query = { from: from + DAY_MS, to, doctorId, state, outcome }
          const meant = all.filter(
            (meeting) =>
              meeting.listedAt >= query.from &&
              (doctorId === null || meeting.doctorId === doctorId) &&
              (state === null || meeting.state === state) &&
              (outcome === null || meeting.outcome === outcome),
          )
          const rooms = (pages: MeetingRecord[][]) => pages.flat().map(({ roomId }) => roomId)
          const oldest = rooms(await read(query, 'oldest', 3))
          expect(oldest.toSorted()).toEqual(meant.map(({ roomId }) => roomId).toSorted())
          expect(rooms(await read(query, 'newest', 4))).toEqual(oldest.toReversed())
          expect(await store().clinic.count(query, 100)).toBe(meant.length)
        }
      }
    }
  })

  test.each(['newest', 'oldest'] as const)(
    'pages of equal times, %s first, miss nothing and repeat nothing',
    async (order) => {
      const { from, to, at } = newEra()
      const all = await insert(...Array.from({ length: 23 }, () => ({ createdAt: at(1) })))
      for (const limit of [1, 5, 23, 24]) {
        const pages = await read({ ...ALL, from, to }, order, limit)
        expect(pages.map((page) => page.length)).toEqual(
          Array.from({ length: Math.ceil(23 / limit) }, (_, page) => Math.min(limit, 23 - page * limit)),
        )
        expect(new Set(pages.flat().map(({ roomId }) => roomId))).toEqual(new Set(all.map(({ roomId }) => roomId)))
      }
    },
  )

  test('a key of another filter’s page, or one that somebody made up, harms nothing', async () => {
    const { from, to, at } = newEra()
    await insert({ title: 'early', createdAt: at(1) }, { title: 'late', createdAt: at(9) })
    const query = { ...ALL, from: at(5), to }
    const { next } = await store().clinic.meetings({ ...ALL, from, to }, { order: 'oldest', after: null, limit: 1 })
    expect(next).not.toBeNull()
    for (const after of [next, '', 'x', '1.5', '1.1.0123456789ab', "1.' OR 1=1 --"]) {
      const page = await store().clinic.meetings(query, { order: 'oldest', after, limit: 5 })
      expect(titles(page.meetings)).toEqual(['late'])
    }
  })

  test('counting stops where it is told to', async () => {
    const { from, to, at } = newEra()
    await insert(...Array.from({ length: 12 }, (_, day) => ({ createdAt: at(day) })))
    expect(await store().clinic.count({ ...ALL, from, to }, 12)).toBe(12)
    expect(await store().clinic.count({ ...ALL, from, to }, 11)).toBe(11)
    expect(await store().clinic.count({ ...ALL, from, to }, 13)).toBe(12)
  })

  test('a meeting whose state changes moves from one filtered list to another', async () => {
    const { from, to, at } = newEra()
    const [meeting] = await insert({ createdAt: at(1) })
    const roomId = meeting?.roomId ?? ''
    const listed = async (more: Partial<MeetingQuery>) =>
      (await read({ ...ALL, from, to, ...more }, 'newest', 5)).flat().map((one) => one.roomId)
    expect(await listed({ state: 'scheduled' })).toEqual([roomId])
    await store().meetings.noteActive(roomId, at(2))
    expect(await listed({ state: 'scheduled' })).toEqual([])
    expect(await listed({ state: 'active' })).toEqual([roomId])
    await store().meetings.end(roomId, 'doctor', at(2))
    expect(await listed({ state: 'active' })).toEqual([])
    expect(await listed({ state: 'ended', outcome: 'nobody-came' })).toEqual([roomId])
  })

  test('the figures of a day count its meetings by how they went', async () => {
    const { at } = newEra()
    const ended = { state: 'ended', startsAt: null } as const
    await insert(
      { ...ended, createdAt: at(1), outcome: 'connected', path: 'direct', connectMs: 400 },
      { ...ended, createdAt: at(1) + 1, outcome: 'connected', path: 'relay', connectMs: 1_600 },
      { ...ended, createdAt: at(1) + 2, outcome: 'not-connected' },
      { ...ended, createdAt: at(1) + 3, outcome: 'nobody-came' },
      { state: 'active', createdAt: at(1) + 4, path: 'relay', connectMs: 1_000 },
      { createdAt: at(3) },
      { createdAt: at(4) },
    )
    const day = (number: number) => new Date(at(number)).toISOString().slice(0, 10)
    const quiet = {
      meetings: 1,
      connected: 0,
      notConnected: 0,
      nobodyCame: 0,
      relayed: 0,
      connectMsSum: 0,
      connectMsCount: 0,
    }
    expect(await store().clinic.figures(day(0), day(3))).toEqual([
      {
        day: day(1),
        meetings: 5,
        connected: 2,
        notConnected: 1,
        nobodyCame: 1,
        relayed: 1,
        connectMsSum: 3_000,
        connectMsCount: 3,
      },
      { day: day(3), ...quiet },
    ])
  })

  test('any meeting of the clinic is found by its id', async () => {
    const { at } = newEra()
    const [meeting] = await insert({ createdAt: at(1) })
    expect(await store().clinic.meeting(meeting?.roomId ?? '')).toEqual(meeting)
    expect(await store().clinic.meeting(newId())).toBeNull()
  })

  test('dozens who read a list while it grows see each of its old meetings once', async () => {
    const { from, to, at } = newEra()
    const all = await insert(...Array.from({ length: 30 }, (_, day) => ({ createdAt: at(day) })))
    const [lists] = await Promise.all([
      atOnce(10, () => read({ ...ALL, from, to }, 'newest', 7)),
      insert(...Array.from({ length: 30 }, (_, day) => ({ createdAt: at(100 + day) }))),
    ])
    for (const pages of lists) {
      const old = pages.flat().filter(({ listedAt }) => listedAt < at(100))
      expect(old.map(({ roomId }) => roomId)).toEqual(all.map(({ roomId }) => roomId).toReversed())
    }
  })
}
