import { describe, expect, test } from 'vitest'
import type { Arrival } from '../../../../../signaling/contract/desk.ts'
import { arrivalsOf, type DeskRoom } from '../../../../../signaling/desk/core/arrivals.ts'
import { pictureOf } from '../../../../../signaling/desk/core/picture.ts'
import { placesOf } from '../../../../../signaling/desk/core/places.ts'
import { emptyRoom, inRoom, newAtDoor, type Seat } from '../../../../../signaling/rooms/core/seat.ts'

const NINE = Date.UTC(2026, 10, 23, 9)
const MINUTE = 60_000

const waits = (id: string, since: number): Seat => ({
  is: 'waiting',
  who: { id, role: 'patient', name: id },
  place: newAtDoor(since, false),
  page: 1,
})
const inside = (id: string, role: 'doctor' | 'patient', since: number): Seat => ({
  is: 'present',
  who: { id, role, name: id },
  place: inRoom(newAtDoor(since, false)),
  page: 2,
})
function room(roomId: string, startsAt: number | null, ...seats: Seat[]): DeskRoom {
  return { room: { ...emptyRoom(roomId, 'by-doctor', false), seats }, title: roomId, startsAt, people: new Map() }
}
const order = (rooms: DeskRoom[]) => arrivalsOf(rooms).map(({ participant }) => participant.id)

describe('[Q1] the order of arrivals', () => {
  test('is that of coming, where nothing is planned', () => {
    expect(order([room('a', null, waits('second', NINE + 1)), room('b', null, waits('first', NINE))])).toEqual([
      'first',
      'second',
    ])
  })

  test('does not put somebody who is early for ten before the one whose time is a quarter to', () => {
    const early = room('a', NINE + 60 * MINUTE, waits('early', NINE + 30 * MINUTE))
    const onTime = room('b', NINE + 45 * MINUTE, waits('on-time', NINE + 44 * MINUTE))
    expect(order([early, onTime])).toEqual(['on-time', 'early'])
  })

  test('does not put somebody who is late before those who were there and due', () => {
    const late = room('a', NINE, waits('late', NINE + 50 * MINUTE))
    const due = room('b', NINE + 45 * MINUTE, waits('due', NINE + 40 * MINUTE))
    expect(order([late, due])).toEqual(['due', 'late'])
  })

  test('of people due at the same time is that of coming, and else the same whoever looks', () => {
    const rooms = [
      room('b', NINE, waits('x', NINE - MINUTE)),
      room('a', NINE, waits('y', NINE - 2 * MINUTE)),
      room('c', NINE, waits('z', NINE - MINUTE)),
    ]
    expect(order(rooms)).toEqual(['y', 'x', 'z'])
    expect(order([...rooms].reverse())).toEqual(['y', 'x', 'z'])
  })

  test('has whoever is in the room for as long as the doctor is not', () => {
    const alone = inside('alone', 'patient', NINE)
    const doctor = inside('doctor', 'doctor', NINE)
    const away = { is: 'away', kept: 'for-its-page', lostAt: 0, links: 'kept' } as const
    expect(order([room('a', null, alone)])).toEqual(['alone'])
    expect(order([room('a', null, alone, doctor)])).toEqual([])
    expect(order([room('a', null, alone, { ...doctor, ...away })])).toEqual([])
    expect(order([room('a', null, alone, { ...doctor, ...away, links: 'given-up' })])).toEqual(['alone'])
  })
})

test('[Q1] a place counts those of other visits alone', () => {
  const rooms = [
    room('a', null, waits('patient-a', 1), waits('guest-a', 4)),
    room('b', null, waits('patient-b', 2)),
    room('c', null, waits('patient-c', 3)),
  ]
  expect(Object.fromEntries(placesOf(arrivalsOf(rooms)))).toEqual({
    'patient-a': 0,
    'patient-b': 1,
    'patient-c': 2,
    'guest-a': 2,
  })
})

describe('[Q2] the picture of a desk', () => {
  const note = (count: number) =>
    ({ id: `n${count}`.padEnd(12, '0'), at: 0, from: 'person', word: null, text: 'م'.repeat(500) }) as const

  function crowd(people: number): Arrival[] {
    const notes = Array.from({ length: 20 }, (_, count) => note(count))
    const seats = Array.from({ length: people }, (_, count): Seat => {
      const who = { id: `p${count}`, role: 'patient', name: 'م'.repeat(60) } as const
      return { is: 'waiting', who, page: count, place: { ...newAtDoor(count, false), notes } }
    })
    return arrivalsOf([{ ...room('a', null, ...seats), title: 'م'.repeat(120) }])
  }

  test('is whole for as many as a doctor can have in mind', () => {
    const arrivals = crowd(4)
    expect(pictureOf(arrivals)).toEqual(arrivals)
  })

  test('fits into what a reader may leave unread, whoever writes how much', () => {
    const picture = pictureOf(crowd(300))
    expect(picture).toHaveLength(100)
    expect(Buffer.byteLength(JSON.stringify(picture))).toBeLessThan(256 * 1024)
    for (const { notes } of picture) expect(notes).toEqual([note(19)])
  })
})
