import { beforeEach, describe, expect, test } from 'vitest'
import { LIMITS } from '../../../../signaling/contract/limits.ts'
import { createRoomsWorld, DOCTOR, grantFor, IDS, ROOM_ID, type RoomsWorld } from '../../../support/rooms-world.ts'
import { BY_DOCTOR, look, OTHER_DOCTOR, PATIENT } from '../../../support/waiting-people.ts'

let world: RoomsWorld
beforeEach(() => {
  world = createRoomsWorld()
})

describe('[Q5] notes', () => {
  test('go from the clinic to the one they are for, and come back with a new page', () => {
    const patient = world.join(grantFor('patient', BY_DOCTOR))
    const guest = world.join(grantFor('family', BY_DOCTOR))
    const told = world.hub.tell(PATIENT, { word: 'five-minutes', text: null })
    expect(told).toMatchObject({ from: 'clinic', word: 'five-minutes', text: null })
    expect(patient.last('note').note).toEqual(told)
    expect(guest.all('note')).toEqual([])
    expect(world.join(grantFor('patient', BY_DOCTOR)).last('waiting').notes).toEqual([told])
  })

  test('go from the person to the desk alone, and back to them as a receipt, once for each id', () => {
    const doctor = world.join(grantFor('doctor', BY_DOCTOR))
    const patient = world.join(grantFor('patient', BY_DOCTOR))
    const before = doctor.heard.length
    for (let count = 0; count < 2; count += 1) patient.say({ type: 'note', id: 'aaaaaaaaaaaa', text: `try ${count}` })
    expect(patient.all('note').map(({ note }) => note.text)).toEqual(['try 0', 'try 0'])
    expect(doctor.heard).toHaveLength(before)
    expect(world.hub.arrivals(DOCTOR)).toMatchObject([{ notes: [{ id: 'aaaaaaaaaaaa', text: 'try 0' }] }])
  })

  test('may be written alone in an open room, and not once the doctor is there: there is chat', () => {
    const patient = world.join(grantFor('patient'))
    patient.say({ type: 'note', id: 'aaaaaaaaaaaa', text: 'Is this the right place?' })
    expect(patient.last('note').note.text).toBe('Is this the right place?')
    const doctor = world.join(grantFor('doctor'))
    patient.say({ type: 'note', id: 'bbbbbbbbbbbb', text: 'Hello' })
    expect(patient.last('error').reason).toBe('not-allowed')
    doctor.say({ type: 'note', id: 'cccccccccccc', text: 'Hello' })
    expect(doctor.last('error').reason).toBe('not-allowed')
    expect(world.hub.tell(PATIENT, { word: null, text: 'Hello' })).toBe('not-waiting')
    expect(patient.all('note')).toHaveLength(1)
  })

  test('by REST are in the same list and of the same bucket as those of the socket', () => {
    const patient = world.join(grantFor('patient', BY_DOCTOR))
    for (let count = 0; count < LIMITS.note.burst - 1; count += 1) {
      patient.say({ type: 'note', id: `aaaaaaaaaa${10 + count}`, text: 'hello' })
    }
    expect(world.hub.note(PATIENT, 'By form')).toMatchObject({ from: 'person', text: 'By form' })
    expect(world.hub.note(PATIENT, 'One too many')).toBe('slow-down')
    expect(world.hub.arrivals(DOCTOR)[0]?.notes).toHaveLength(LIMITS.note.burst)
  })

  test('[L1] have a bucket of their own: told once, then closed', () => {
    const patient = world.join(grantFor('patient', BY_DOCTOR))
    const say = (count: number) => patient.say({ type: 'note', id: `aaaaaaaaaa${10 + count}`, text: 'hello' })
    for (let count = 0; count < LIMITS.note.burst; count += 1) say(count)
    expect(patient.all('error')).toEqual([])
    say(20)
    expect(patient.last('error').reason).toBe('slow-down')
    say(21)
    expect(patient.closed).toBe('too-many')
  })

  test('are the last twenty, and gone with the seat', () => {
    const patient = world.join(grantFor('patient', BY_DOCTOR))
    for (let count = 0; count < 25; count += 1) world.hub.tell(PATIENT, { word: null, text: `line ${count}` })
    const [first] = world.hub.arrivals(DOCTOR)
    expect(first?.notes.map(({ text }) => text)).toEqual(Array.from({ length: 20 }, (_, count) => `line ${count + 5}`))
    patient.say({ type: 'leave-room' })
    expect(world.join(grantFor('patient', BY_DOCTOR)).last('waiting').notes).toEqual([])
  })

  test('say nothing to the log', () => {
    world.watch()
    const patient = world.join(grantFor('patient', { ...BY_DOCTOR, name: 'Planted Name', title: 'Planted title' }))
    patient.say({ type: 'note', id: 'aaaaaaaaaaaa', text: 'Planted words' })
    world.hub.tell(PATIENT, { word: null, text: 'Planted answer' })
    world.hub.hold(PATIENT)
    world.hub.admit(PATIENT)
    world.hub.move(ROOM_ID, IDS.doctor, OTHER_DOCTOR)
    look(world)
    expect(world.logged.map(({ event }) => event)).toContain('admitted')
    expect(JSON.stringify(world.logged)).not.toMatch(/Planted/i)
  })
})
