import { beforeEach, describe, expect, test } from 'vitest'
import { LIMITS, PROTOCOL_VERSION } from '../../../../signaling/contract/limits.ts'
import { candidate, doctorAndPatientIn, line } from '../../../support/room-talk.ts'
import { createRoomsWorld, grantFor, IDS, type RoomsWorld } from '../../../support/rooms-world.ts'

let world: RoomsWorld
beforeEach(() => {
  world = createRoomsWorld()
})

const doctorAndPatient = () => doctorAndPatientIn(world)

describe('limits', () => {
  test('[L1] going over is told once, then closed', () => {
    const { doctor, patient } = doctorAndPatient()
    for (let count = 0; count < LIMITS.chat.burst; count += 1) doctor.say(line(`aaaaaaaaaa${10 + count}`))
    expect(doctor.all('error')).toEqual([])
    doctor.say(line('bbbbbbbbbbbb'))
    expect(doctor.all('error').map(({ reason }) => reason)).toEqual(['slow-down'])
    expect(patient.all('chat-message')).toHaveLength(LIMITS.chat.burst)
    doctor.say(line('cccccccccccc'))
    expect(doctor.closed).toBe('too-many')
    expect(patient.closed).toBeNull()
  })

  test('[L1] a bucket refills, and full again it forgives', () => {
    const { doctor } = doctorAndPatient()
    for (let round = 0; round < 3; round += 1) {
      for (let count = 0; count <= LIMITS.chat.burst; count += 1) doctor.say(line(`aaaaaaaaa${round}${10 + count}`))
      world.clock.advance((LIMITS.chat.burst / LIMITS.chat.perSecond) * 1_000)
    }
    expect(doctor.closed).toBeNull()
    expect(doctor.all('error')).toHaveLength(3)
  })

  test('[L1] the buckets belong to the seat: a new page does not fill them', () => {
    const { patient } = doctorAndPatient()
    for (let count = 0; count < LIMITS.setUp.burst; count += 1) patient.say(candidate(IDS.doctor))
    const newPage = world.join(grantFor('patient'))
    newPage.say({ type: 'ping' })
    expect(newPage.last('error').reason).toBe('slow-down')
  })

  test('[L1] candidates do not use up what chat may say', () => {
    const { doctor, patient } = doctorAndPatient()
    for (let count = 0; count < LIMITS.setUp.burst; count += 1) patient.say(candidate(IDS.doctor))
    patient.say(line('aaaaaaaaaaaa'))
    expect(doctor.last('chat-message').from).toBe(IDS.patient)
  })

  test('[L1] one address may join so often; it is told to come back, and its ticket still works then', () => {
    for (let count = 0; count < LIMITS.joinsPerAddress.burst; count += 1) world.join(grantFor('patient'))
    const { ticket } = world.hub.issueTicket(grantFor('doctor'))
    const over = world.line()
    over.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket, device: 'phone' })
    expect(over.closed).toBe('busy')
    const elsewhere = world.join(grantFor('family'), { address: '2001:db8::1' })
    expect(elsewhere.closed).toBeNull()
    world.clock.advance(1_000)
    const later = world.line()
    later.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket, device: 'phone' })
    expect(later.last('joined').you.id).toBe(IDS.doctor)
  })

  test('[L2] a reader that does not read is closed and its peer is unaffected', () => {
    const { doctor, patient } = doctorAndPatient()
    patient.stopReading()
    doctor.say(line('aaaaaaaaaaaa'))
    expect(patient.closed).toBe('slow-reader')
    expect(doctor.last('user-away').from).toBe(IDS.patient)
    doctor.say(line('bbbbbbbbbbbb'))
    expect(doctor.last('chat-message').id).toBe('bbbbbbbbbbbb')
  })
})
