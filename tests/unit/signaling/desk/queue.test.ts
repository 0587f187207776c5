import { beforeEach, describe, expect, test } from 'vitest'
import { createRoomsWorld, DOCTOR, deskGrant, grantFor, IDS, type RoomsWorld } from '../../../support/rooms-world.ts'
import { another, BY_DOCTOR, look, MEDIA, OTHER_DOCTOR, PATIENT, seen } from '../../../support/waiting-people.ts'

let world: RoomsWorld
beforeEach(() => {
  world = createRoomsWorld()
})

describe('[Q3] the queue', () => {
  test('tells each their place with their seat, and again when it is another one', () => {
    const first = world.join(another(1))
    world.clock.advance(1_000)
    const second = world.join(another(2))
    world.clock.advance(1_000)
    const third = world.join(another(3))
    expect([first, second, third].map((one) => one.last('waiting').place)).toEqual([0, 1, 2])
    look(world)
    expect([first, second, third].flatMap((one) => one.all('queue'))).toEqual([])
    first.say({ type: 'leave-room' })
    look(world)
    expect([second, third].map((one) => one.all('queue'))).toEqual([
      [{ type: 'queue', place: 0, held: false }],
      [{ type: 'queue', place: 1, held: false }],
    ])
  })

  test('does not count those of the same visit, nor another doctor’s', () => {
    world.join(another(1, { doctorId: OTHER_DOCTOR }))
    world.join(grantFor('patient', BY_DOCTOR))
    const guest = world.join(grantFor('family', BY_DOCTOR))
    expect(guest.last('waiting').place).toBe(0)
  })

  test('tells somebody alone in an open room theirs, until the doctor comes, and says nothing of anybody', () => {
    world.join(another(1))
    world.clock.advance(1_000)
    const patient = world.join(grantFor('patient'))
    look(world)
    expect(patient.all('queue')).toEqual([{ type: 'queue', place: 1, held: false }])
    world.join(grantFor('doctor'))
    world.hub.admit({ doctorId: DOCTOR, roomId: 'c00000000001', participantId: 'p00000000001' })
    look(world)
    expect(patient.all('queue')).toHaveLength(1)
  })

  test('goes on for a new page of the same person', () => {
    world.join(another(1))
    world.clock.advance(1_000)
    const patient = world.join(grantFor('patient'))
    look(world)
    const newPage = world.join(grantFor('patient'))
    look(world)
    expect(patient.all('queue')).toHaveLength(1)
    expect(newPage.all('queue')).toEqual([{ type: 'queue', place: 1, held: false }])
  })

  test('tells somebody who waits that they are held', () => {
    const patient = world.join(grantFor('patient', BY_DOCTOR))
    world.hub.hold(PATIENT)
    look(world)
    expect(patient.all('queue')).toEqual([{ type: 'queue', place: 0, held: true }])
    expect(patient.all('waiting')).toHaveLength(1)
  })

  test('counts those of a meeting that was moved at the other doctor’s desk', () => {
    const here = world.join(another(1))
    world.clock.advance(1_000)
    const there = world.join(another(2, { doctorId: OTHER_DOCTOR }))
    const desk = world.watch()
    const others = world.watch(deskGrant(OTHER_DOCTOR))
    look(world)
    world.hub.move('c00000000001', IDS.doctor, OTHER_DOCTOR)
    look(world)
    expect(seen(desk)).toEqual([])
    expect(seen(others)).toEqual(['p00000000001', 'p00000000002'])
    expect(there.all('queue')).toEqual([{ type: 'queue', place: 1, held: false }])
    expect(here.heard.map(({ type }) => type)).toEqual(['waiting'])
    expect(here.closed).toBeNull()
  })

  test('costs nothing where nobody waits: a doctor and a patient who talk set no timer', () => {
    world.join(grantFor('doctor'))
    const patient = world.join(grantFor('patient'))
    look(world)
    patient.say({ type: 'media-state', media: MEDIA })
    patient.say({ type: 'chat-message', id: 'aaaaaaaaaaaa', text: 'hello' })
    expect(world.clock.timers).toBe(0)
  })
})
