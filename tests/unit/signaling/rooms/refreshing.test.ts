import { beforeEach, describe, expect, test } from 'vitest'
import { LIMITS } from '../../../../signaling/contract/limits.ts'
import type { SeatGrant } from '../../../../signaling/rooms/seat-grant.ts'
import {
  createRoomsWorld,
  DOCTOR,
  grantFor,
  IDS,
  ROOM_ID,
  type RoomsWorld,
  type Somebody,
  storeAnswers,
} from '../../../support/rooms-world.ts'
import { BY_DOCTOR, PATIENT } from '../../../support/waiting-people.ts'

let world: RoomsWorld
beforeEach(() => {
  world = createRoomsWorld()
})

/** A page without scripts loads itself again. */
function refresh(somebody: Somebody, but: Partial<SeatGrant> = {}) {
  return world.hub.wait(world.hub.issueTicket(grantFor(somebody, but)).ticket)
}

describe('[Q4] a page without scripts', () => {
  test('takes a seat before the door and keeps it, since the same time', () => {
    const doctor = world.join(grantFor('doctor', BY_DOCTOR))
    const since = world.clock.now()
    expect(refresh('patient', BY_DOCTOR)).toEqual({ admitted: false, since, place: 0, held: false, notes: [] })
    expect(doctor.last('user-waiting').participant).toMatchObject({ id: IDS.patient, away: false })
    for (let minute = 0; minute < 30; minute += 1) {
      world.clock.advance(10_000)
      expect(refresh('patient', BY_DOCTOR)).toMatchObject({ admitted: false, since })
    }
    expect(doctor.all('user-waiting')).toHaveLength(1)
    expect(doctor.all('user-left')).toEqual([])
    expect(world.hub.arrivals(DOCTOR)).toMatchObject([{ where: 'page', away: false, since }])
  })

  test('counts as there for 45 seconds after its last refresh; coming back it has its place again', async () => {
    const doctor = world.join(grantFor('doctor', BY_DOCTOR))
    refresh('patient', BY_DOCTOR)
    const since = world.clock.now()
    world.clock.advance(LIMITS.refreshMs - 1)
    expect(world.hub.arrivals(DOCTOR)).toHaveLength(1)
    world.clock.advance(1)
    expect(world.hub.arrivals(DOCTOR)).toEqual([])
    expect(doctor.last('user-left')).toMatchObject({ from: IDS.patient, reason: 'lost' })
    expect(refresh('patient', BY_DOCTOR)).toMatchObject({ since })
    expect(doctor.all('user-waiting')).toHaveLength(2)
    await storeAnswers()
    expect(world.store.notes.filter((note) => note.includes(IDS.patient))).toEqual([
      `joined ${IDS.patient}`,
      `left ${IDS.patient} ${since}`,
      `joined ${IDS.patient}`,
    ])
  })

  test('never takes a live page’s seat', () => {
    const patient = world.join(grantFor('patient', BY_DOCTOR))
    expect(refresh('patient', BY_DOCTOR)).toMatchObject({ admitted: false })
    expect(patient.closed).toBeNull()
    expect(world.hub.arrivals(DOCTOR)).toMatchObject([{ where: 'door' }])
  })

  test('gives its seat to a live page, with since and notes', () => {
    refresh('patient', BY_DOCTOR)
    const since = world.clock.now()
    world.hub.tell(PATIENT, { word: 'we-are-coming', text: null })
    world.clock.advance(20_000)
    const page = world.join(grantFor('patient', BY_DOCTOR))
    expect(page.last('waiting')).toMatchObject({ since, notes: [{ word: 'we-are-coming' }] })
  })

  test('waits in an open room too, where a live page goes straight in', () => {
    const doctor = world.join(grantFor('doctor'))
    expect(refresh('patient')).toMatchObject({ admitted: false, held: false })
    expect(doctor.last('user-waiting').participant.id).toBe(IDS.patient)
    // The store says by now that they have come; the seat knows that nobody sent them back.
    const page = world.join(grantFor('patient', { entry: 'admitted' }))
    expect(page.heard.map(({ type }) => type)).toEqual(['joined'])
    expect(doctor.last('user-joined').participant.id).toBe(IDS.patient)
  })

  test('in an open room is written down as let in, so that it is never taken for being held later', async () => {
    refresh('patient')
    await storeAnswers()
    expect(world.store.notes).toEqual([`admitted ${IDS.patient}`, `joined ${IDS.patient}`])
  })

  test('is told when it is admitted, and the others that there is nobody to be seen yet', () => {
    const doctor = world.join(grantFor('doctor', BY_DOCTOR))
    refresh('patient', BY_DOCTOR)
    expect(world.hub.admit(PATIENT)).toBe('now')
    expect(doctor.last('user-joined').participant).toMatchObject({ id: IDS.patient, away: true })
    for (let count = 0; count < 12; count += 1) {
      world.clock.advance(10_000)
      expect(refresh('patient', BY_DOCTOR)).toMatchObject({ admitted: true })
    }
    expect(doctor.all('user-left')).toEqual([])
    const page = world.join(grantFor('patient', BY_DOCTOR))
    expect(page.heard.map(({ type }) => type)).toEqual(['joined'])
  })

  test('of somebody admitted before has nothing to wait for and takes no seat', () => {
    expect(refresh('patient', { ...BY_DOCTOR, entry: 'admitted' })).toMatchObject({ admitted: true })
    expect(world.hub.stats().rooms).toBe(0)
  })

  test('finds no seat where there is none', () => {
    for (const guest of ['interpreter', 'family'] as const) refresh(guest, BY_DOCTOR)
    expect(refresh('colleague', BY_DOCTOR)).toBe('room-full')
    expect(world.hub.arrivals(DOCTOR)).toHaveLength(2)
  })

  test('of somebody who was removed between the ticket and the seat gets none', () => {
    const { ticket } = world.hub.issueTicket(grantFor('patient', BY_DOCTOR))
    world.hub.remove(ROOM_ID, IDS.patient)
    expect(world.hub.wait(ticket)).toBe('refused')
    expect(world.hub.stats().rooms).toBe(0)
  })

  test('gets no seat in a meeting whose end is on its way to the store', () => {
    const doctor = world.join(grantFor('doctor', BY_DOCTOR))
    world.store.until = new Promise(() => undefined)
    doctor.say({ type: 'end-call' })
    expect(refresh('patient', BY_DOCTOR)).toBe('ended')
  })

  test('after a page that lost its line keeps the seat of that page, and the doctor hears that they are there', () => {
    const doctor = world.join(grantFor('doctor', BY_DOCTOR))
    const patient = world.join(grantFor('patient', BY_DOCTOR))
    patient.cut()
    expect(refresh('patient', BY_DOCTOR)).toMatchObject({ since: patient.last('waiting').since })
    expect(doctor.heard.map(({ type }) => type).slice(-2)).toEqual(['user-away', 'user-back'])
  })
})
