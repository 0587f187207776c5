import { expect, test } from 'vitest'
import type { Store } from '../../../db/port.ts'
import type { MeetingRecord } from '../../../db/records.ts'
import { type DoctorsMeeting, meetingRecord, newId } from '../../support/stored-records.ts'

export function listsContract(store: () => Store): void {
  async function pages(doctorId: string, limit: number): Promise<MeetingRecord[][]> {
    const read: MeetingRecord[][] = []
    let after: string | null = null
    do {
      const page = await store().meetings.ofDoctor(doctorId, { after, limit })
      read.push(page.meetings)
      after = page.next
    } while (after !== null && read.length < 100)
    return read
  }
  const order = (meetings: MeetingRecord[]) => meetings.map((meeting) => meeting.title)

  test('a doctor’s list has the open ones first, each part newest first by planned time, else by creation', async () => {
    const doctorId = newId()
    const told: Partial<DoctorsMeeting>[] = [
      { title: 'made early', createdAt: 2_000 },
      { title: 'planned late', createdAt: 1_000, startsAt: 9_000 },
      { title: 'planned early', createdAt: 8_000, startsAt: 1_500 },
      { title: 'ended, planned last', createdAt: 1_000, startsAt: 10_000 },
      { title: 'ended, made first', createdAt: 1_000 },
      { title: 'made late', createdAt: 5_000 },
    ]
    for (const one of told) {
      const meeting = meetingRecord({ doctorId, ...one })
      await store().meetings.insert(meeting)
      if (meeting.title.startsWith('ended')) await store().meetings.end(meeting.roomId, 'doctor', 20_000)
    }
    await store().meetings.insert(meetingRecord())
    const [only, ...others] = await pages(doctorId, 10)
    expect(others).toEqual([])
    expect(order(only ?? [])).toEqual([
      'planned late',
      'made late',
      'made early',
      'planned early',
      'ended, planned last',
      'ended, made first',
    ])
  })

  test('pages of equal times miss nothing and repeat nothing', async () => {
    const doctorId = newId()
    const all = Array.from({ length: 23 }, () => meetingRecord({ doctorId, createdAt: 7_000 }))
    await Promise.all(all.map((meeting) => store().meetings.insert(meeting)))
    for (const { roomId } of all.slice(0, 9)) await store().meetings.end(roomId, 'time', 8_000)
    for (const limit of [1, 2, 5, 23, 24]) {
      const read = await pages(doctorId, limit)
      expect(read.map((page) => page.length)).toEqual(
        Array.from({ length: Math.ceil(23 / limit) }, (_, page) => Math.min(limit, 23 - page * limit)),
      )
      const rooms = read.flat().map((meeting) => meeting.roomId)
      expect(new Set(rooms)).toEqual(new Set(all.map((meeting) => meeting.roomId)))
      expect(rooms).toHaveLength(23)
      expect(read.flat().map((meeting) => meeting.state === 'ended')).toEqual(
        Array.from({ length: 23 }, (_, index) => index >= 14),
      )
    }
  })

  test('a meeting inserted between two pages disturbs neither', async () => {
    const doctorId = newId()
    for (const createdAt of [1_000, 2_000, 3_000, 4_000]) {
      await store().meetings.insert(meetingRecord({ doctorId, createdAt, title: `at ${createdAt}` }))
    }
    const first = await store().meetings.ofDoctor(doctorId, { after: null, limit: 2 })
    await store().meetings.insert(meetingRecord({ doctorId, createdAt: 9_000, title: 'new' }))
    const second = await store().meetings.ofDoctor(doctorId, { after: first.next, limit: 2 })
    expect(order([...first.meetings, ...second.meetings])).toEqual(['at 4000', 'at 3000', 'at 2000', 'at 1000'])
    expect(second.next).toBeNull()
  })

  test('a page that somebody made up is the first page', async () => {
    const doctorId = newId()
    await store().meetings.insert(meetingRecord({ doctorId }))
    for (const after of ['', 'x', '1.5', "1.1.' OR 1=1 --", '9.9999999999999999.000000000000']) {
      expect((await store().meetings.ofDoctor(doctorId, { after, limit: 5 })).meetings).toHaveLength(1)
    }
  })

  test('a page’s key opens nobody else’s list', async () => {
    const mine = newId()
    const theirs = newId()
    for (const doctorId of [mine, theirs, theirs, theirs]) await store().meetings.insert(meetingRecord({ doctorId }))
    const { next } = await store().meetings.ofDoctor(theirs, { after: null, limit: 1 })
    expect(next).not.toBeNull()
    const { meetings: listed } = await store().meetings.ofDoctor(mine, { after: next, limit: 5 })
    expect(listed.every((meeting) => meeting.doctorId === mine)).toBe(true)
  })
}
