import { beforeEach, describe, expect, test } from 'vitest'
import { LIMITS, PROTOCOL_VERSION } from '../../../../signaling/contract/limits.ts'
import {
  createRoomsWorld,
  DOCTOR,
  deskGrant,
  grantFor,
  IDS,
  ROOM_ID,
  type RoomsWorld,
} from '../../../support/rooms-world.ts'
import { newHash } from '../../../support/stored-records.ts'
import { another, BY_DOCTOR, look, MEDIA, OTHER_DOCTOR, seen } from '../../../support/waiting-people.ts'

let world: RoomsWorld
beforeEach(() => {
  world = createRoomsWorld()
})

describe('[Q2] a desk', () => {
  test('shows who has arrived at once, and whoever comes, goes or is met from then on', () => {
    const first = world.join(another(1))
    const desk = world.watch()
    world.clock.advance(0)
    expect(seen(desk)).toEqual(['p00000000001'])
    world.join(another(2))
    look(world)
    expect(seen(desk)).toEqual(['p00000000001', 'p00000000002'])
    first.say({ type: 'leave-room' })
    look(world)
    expect(seen(desk)).toEqual(['p00000000002'])
    world.join(grantFor('doctor', { ...BY_DOCTOR, roomId: 'c00000000002' }))
    world.hub.admit({ doctorId: DOCTOR, roomId: 'c00000000002', participantId: 'p00000000002' })
    look(world)
    expect(seen(desk)).toEqual([])
  })

  test('shows each with what is known of them', () => {
    const desk = world.watch()
    const patient = world.join(
      grantFor('patient', {
        ...BY_DOCTOR,
        title: 'Knee, second look',
        startsAt: 1_000,
        language: 'ar',
        check: { verdict: 'sound-only', at: 5 },
      }),
    )
    const since = world.clock.now()
    patient.say({ type: 'media-state', media: MEDIA })
    patient.say({ type: 'note', id: 'aaaaaaaaaaaa', text: 'I cannot find my glasses' })
    look(world)
    expect(desk.last('desk').arrivals).toEqual([
      {
        roomId: ROOM_ID,
        title: 'Knee, second look',
        startsAt: 1_000,
        participant: { id: IDS.patient, role: 'patient', name: 'The patient' },
        since,
        where: 'door',
        held: false,
        away: false,
        media: MEDIA,
        check: { verdict: 'sound-only', at: 5 },
        language: 'ar',
        notes: [{ id: 'aaaaaaaaaaaa', at: since, from: 'person', word: null, text: 'I cannot find my glasses' }],
      },
    ])
    world.hub.checked(ROOM_ID, IDS.patient, { verdict: 'video', at: 9 })
    patient.cut()
    look(world)
    expect(desk.last('desk').arrivals).toMatchObject([{ away: true, check: { verdict: 'video', at: 9 } }])
  })

  test('has what a check found after an older ticket was made', () => {
    const { ticket } = world.hub.issueTicket(grantFor('patient', BY_DOCTOR))
    world.join(grantFor('patient', BY_DOCTOR))
    world.hub.checked(ROOM_ID, IDS.patient, { verdict: 'text-only', at: 9 })
    world.line().say({ type: 'join-room', version: PROTOCOL_VERSION, ticket, device: 'phone' })
    expect(world.hub.arrivals(DOCTOR)).toMatchObject([{ check: { verdict: 'text-only' } }])
  })

  test('has what a check found while nobody was seated yet and the ticket was out', () => {
    const { ticket } = world.hub.issueTicket(grantFor('patient', BY_DOCTOR))
    world.hub.checked(ROOM_ID, IDS.patient, { verdict: 'video', at: 9 })
    world.line().say({ type: 'join-room', version: PROTOCOL_VERSION, ticket, device: 'phone' })
    expect(world.hub.arrivals(DOCTOR)).toMatchObject([{ check: { verdict: 'video', at: 9 } }])
  })

  test('shows nothing of another doctor’s', () => {
    const desk = world.watch()
    const others = world.watch(deskGrant(OTHER_DOCTOR))
    world.join(another(1))
    world.join(another(2, { doctorId: OTHER_DOCTOR, name: 'Nobody of yours' }))
    look(world)
    expect(seen(desk)).toEqual(['p00000000001'])
    expect(seen(others)).toEqual(['p00000000002'])
    expect(JSON.stringify(desk.heard)).not.toContain('Nobody of yours')
  })

  test('is sent no oftener than four times a second, however much happens, and not at all when nothing does', () => {
    const desk = world.watch()
    const patient = world.join(another(1))
    for (let moment = 0; moment < 1_000; moment += 50) {
      patient.say({ type: 'media-state', media: { ...MEDIA, hidden: moment % 100 === 0 } })
      world.clock.advance(50)
    }
    expect(patient.all('error')).toEqual([])
    expect(desk.all('desk').length).toBeGreaterThanOrEqual(4)
    expect(desk.all('desk').length).toBeLessThanOrEqual(5)
    look(world)
    const told = desk.heard.length
    world.clock.advance(10_000)
    expect(desk.heard).toHaveLength(told)
    // The one that keeps the session of whoever watches from going idle.
    expect(world.clock.timers).toBe(1)
  })

  test('is not sent again for what does not show, such as a page that keeps its seat by refreshing', () => {
    const desk = world.watch()
    for (let count = 0; count < 5; count += 1) {
      world.hub.wait(world.hub.issueTicket(another(1)).ticket)
      world.clock.advance(10_000)
    }
    expect(desk.all('desk')).toHaveLength(1)
    expect(seen(desk)).toEqual(['p00000000001'])
  })

  test('hears its own pings and says nothing else', () => {
    const desk = world.watch()
    const patient = world.join(another(1))
    const heard = patient.heard.length
    desk.say({ type: 'ping' })
    desk.say({ type: 'admit', participant: 'p00000000001' })
    desk.say({ type: 'chat-message', id: 'aaaaaaaaaaaa', text: 'hello' })
    desk.say({ type: 'end-call' })
    expect(desk.heard.map(({ type }) => type)).toEqual(['pong', 'error', 'error', 'error'])
    expect(desk.last('error').reason).toBe('not-allowed')
    expect(patient.heard).toHaveLength(heard)
  })

  test('[J2] is no seat, and a seat is no desk', () => {
    const { ticket } = world.hub.issueTicket(grantFor('doctor'))
    const desk = world.watch()
    desk.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket, device: 'computer' })
    expect(desk.closed).toBe('already-joined')
    const doctor = world.join(grantFor('doctor'))
    const pass = world.hub.issueDeskTicket(deskGrant()).ticket
    doctor.say({ type: 'watch-desk', version: PROTOCOL_VERSION, ticket: pass })
    expect(doctor.closed).toBe('already-joined')
  })

  test('[J1] [J3] opens by a ticket of its own, once and for a minute', () => {
    const used = world.hub.issueDeskTicket(deskGrant()).ticket
    const expired = world.hub.issueDeskTicket(deskGrant()).ticket
    const seats = world.hub.issueTicket(grantFor('doctor')).ticket
    const watch = (ticket: string) => {
      const client = world.line()
      client.say({ type: 'watch-desk', version: PROTOCOL_VERSION, ticket })
      return client
    }
    expect(watch(used).closed).toBeNull()
    expect([watch(used).closed, watch(seats).closed, watch('A'.repeat(43)).closed]).toEqual(
      Array(3).fill('ticket-refused'),
    )
    const joins = world.line()
    const desks = world.hub.issueDeskTicket(deskGrant()).ticket
    joins.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket: desks, device: 'computer' })
    expect(joins.closed).toBe('ticket-refused')
    world.clock.advance(LIMITS.ticketMs)
    expect(watch(expired).closed).toBe('ticket-refused')
  })

  test('of an older page is told so', () => {
    const old = world.line()
    const { ticket } = world.hub.issueDeskTicket(deskGrant())
    old.say({ type: 'watch-desk', version: PROTOCOL_VERSION + 1, ticket })
    expect(old.closed).toBe('old-version')
  })

  test('[R3] ends with the session it came with, and its tickets too; another’s goes on', () => {
    const hash = newHash()
    const desk = world.watch(deskGrant(DOCTOR, hash))
    const other = world.watch(deskGrant(DOCTOR, newHash()))
    const { ticket } = world.hub.issueDeskTicket(deskGrant(DOCTOR, hash))
    world.hub.endStaff({ session: hash })
    expect([desk.closed, other.closed]).toEqual(['removed', null])
    const late = world.line()
    late.say({ type: 'watch-desk', version: PROTOCOL_VERSION, ticket })
    expect(late.closed).toBe('ticket-refused')
    world.join(another(1))
    look(world)
    expect(desk.all('desk').flatMap(({ arrivals }) => arrivals)).toEqual([])
  })

  test('[R3] goes on under a renewed session and ends with that one', () => {
    const [before, after] = [newHash(), newHash()]
    const desk = world.watch(deskGrant(DOCTOR, before))
    world.hub.renewStaff(before, after)
    world.hub.endStaff({ session: before })
    expect(desk.closed).toBeNull()
    world.hub.endStaff({ session: after })
    expect(desk.closed).toBe('removed')
  })

  test('[R3] keeps its session from going idle for as long as it is open', () => {
    const hash = newHash()
    const desk = world.watch(deskGrant(DOCTOR, hash))
    world.clock.advance(30 * 60_000)
    expect(world.touched).toEqual(Array(6).fill(hash))
    desk.cut()
    world.clock.advance(30 * 60_000)
    expect(world.touched).toHaveLength(6)
    expect(world.clock.timers).toBe(0)
  })

  test('[L2] of a reader that does not read is closed, and nobody who waits is affected', () => {
    const desk = world.watch()
    look(world)
    desk.stopReading()
    const patient = world.join(another(1))
    look(world)
    expect(desk.closed).toBe('slow-reader')
    expect(patient.closed).toBeNull()
    look(world)
    expect(world.hub.arrivals(DOCTOR)).toHaveLength(1)
  })

  test('[L1] that pings without end is told once, then closed', () => {
    const desk = world.watch()
    for (let count = 0; count <= LIMITS.setUp.burst; count += 1) desk.say({ type: 'ping' })
    expect(desk.last('error').reason).toBe('slow-down')
    desk.say({ type: 'ping' })
    expect(desk.closed).toBe('too-many')
  })

  test('is sent away to come back when the process is to stop', async () => {
    const desk = world.watch()
    const drained = world.hub.drain()
    expect(desk.closed).toBe('restarting')
    await drained
    expect(world.clock.timers).toBe(0)
  })
})

test('a room that closes is no longer its doctor’s concern', () => {
  const patient = world.join(another(1))
  patient.say({ type: 'leave-room' })
  look(world)
  expect(world.hub.arrivals(DOCTOR)).toEqual([])
  expect(world.clock.timers).toBe(0)
})
