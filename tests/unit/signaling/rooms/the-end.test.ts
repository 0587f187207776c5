import { beforeEach, describe, expect, test } from 'vitest'
import { LIMITS, PROTOCOL_VERSION } from '../../../../signaling/contract/limits.ts'
import { doctorAndPatientIn, line } from '../../../support/room-talk.ts'
import { createRoomsWorld, grantFor, IDS, type RoomsWorld, storeAnswers } from '../../../support/rooms-world.ts'

let world: RoomsWorld
beforeEach(() => {
  world = createRoomsWorld()
})

const doctorAndPatient = () => doctorAndPatientIn(world)

describe('the end', () => {
  test('leaving frees the seat, tells the others, and is noted', async () => {
    const { doctor, patient } = doctorAndPatient()
    patient.say({ type: 'leave-room' })
    expect(patient.closed).toBe('left')
    expect(doctor.last('user-left')).toEqual({ type: 'user-left', from: IDS.patient, reason: 'left' })
    await storeAnswers()
    expect(world.store.notes).toEqual([
      `joined ${IDS.doctor}`,
      `admitted ${IDS.patient}`,
      `joined ${IDS.patient}`,
      'active',
      `left ${IDS.patient} ${world.clock.now()}`,
    ])
  })

  test('the doctor ends it for all, and it is stored before anybody is told', async () => {
    const { doctor, patient } = doctorAndPatient()
    await storeAnswers()
    doctor.say({ type: 'end-call' })
    doctor.say({ type: 'end-call' })
    expect(patient.all('call-ended')).toEqual([])
    await storeAnswers()
    expect(world.store.notes.filter((note) => note.startsWith('ended'))).toEqual(['ended by doctor'])
    for (const client of [doctor, patient]) {
      expect(client.last('call-ended').by).toBe('doctor')
      expect(client.closed).toBe('ended')
    }
    expect(world.hub.stats()).toEqual({ sockets: 0, rooms: 0, seats: 0, tickets: 0 })
  })

  test('nobody else ends it', async () => {
    const { doctor, patient } = doctorAndPatient()
    patient.say({ type: 'end-call' })
    await storeAnswers()
    expect(patient.last('error').reason).toBe('not-allowed')
    expect(doctor.closed).toBeNull()
  })

  test('[J1] tickets from before the end are void', async () => {
    const { doctor } = doctorAndPatient()
    const { ticket } = world.hub.issueTicket(grantFor('family'))
    doctor.say({ type: 'end-call' })
    await storeAnswers()
    const late = world.line()
    late.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket, device: 'phone' })
    expect(late.closed).toBe('ticket-refused')
  })

  test('a store that is away ends the call all the same, lets nobody back in, and hears of it when it is there again', async () => {
    const { doctor, patient } = doctorAndPatient()
    await storeAnswers()
    world.store.failWith = new Error('away')
    doctor.say({ type: 'end-call' })
    await storeAnswers()
    expect(patient.last('call-ended').by).toBe('doctor')
    expect(world.join(grantFor('patient')).closed).toBe('ended')
    world.store.failWith = null
    world.clock.advance(250)
    await storeAnswers()
    expect(world.store.notes.at(-1)).toBe('ended by doctor')
  })

  test('a store that does not answer keeps nobody on the line', async () => {
    const { doctor, patient } = doctorAndPatient()
    await storeAnswers()
    world.store.until = new Promise(() => undefined)
    doctor.say({ type: 'end-call' })
    await storeAnswers()
    expect(patient.closed).toBeNull()
    world.clock.advance(1_500)
    expect(patient.last('call-ended').by).toBe('doctor')
  })

  test('a meeting the store knows as ended lets nobody stay', async () => {
    world.store.joinedAnswer = 'ended'
    const patient = world.join(grantFor('patient'))
    await storeAnswers()
    expect(patient.closed).toBe('ended')
    expect(world.hub.stats().rooms).toBe(0)
  })

  test('a store that is away holds up no message, and its notes are written later in their order', async () => {
    world.store.failWith = new Error('away')
    const { doctor, patient } = doctorAndPatient()
    doctor.say(line('aaaaaaaaaaaa'))
    expect(patient.last('chat-message').text).toBe('hello')
    patient.say({ type: 'leave-room' })
    const left = world.clock.now()
    await storeAnswers()
    world.store.failWith = null
    world.clock.advance(250)
    await storeAnswers()
    expect(world.store.notes).toEqual([
      `joined ${IDS.doctor}`,
      `admitted ${IDS.patient}`,
      `joined ${IDS.patient}`,
      'active',
      `left ${IDS.patient} ${left}`,
    ])
  })

  test('who was lost has left when the line fell, not when they were given up', async () => {
    const { patient } = doctorAndPatient()
    const fell = world.clock.now()
    patient.cut()
    world.clock.advance(LIMITS.awayMs)
    await storeAnswers()
    expect(world.store.notes.at(-1)).toBe(`left ${IDS.patient} ${fell}`)
  })

  test('[D1] draining sends everybody away to come back, each in their own time, and takes nobody new', async () => {
    const { doctor, patient } = doctorAndPatient()
    const desk = world.watch()
    const silent = world.line()
    const drained = world.hub.drain()
    const delays = [doctor, patient, desk].map((client) => client.last('draining').comeBackMs)
    expect(new Set(delays).size).toBe(3)
    for (const delay of delays) {
      expect(delay).toBeGreaterThanOrEqual(LIMITS.comeBackMs)
      expect(delay).toBeLessThanOrEqual(LIMITS.comeBackMostMs)
    }
    expect(silent.heard).toEqual([])
    expect([doctor.closed, patient.closed]).toEqual(['restarting', 'restarting'])
    expect(world.line().closed).toBe('restarting')
    await storeAnswers()
    await drained
    expect(world.store.notes).toContain('active')
  })
})
