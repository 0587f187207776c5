import { beforeEach, describe, expect, test } from 'vitest'
import { doctorAndPatientIn, line, media } from '../../../support/room-talk.ts'
import { createRoomsWorld, grantFor, IDS, type RoomsWorld } from '../../../support/rooms-world.ts'

let world: RoomsWorld
beforeEach(() => {
  world = createRoomsWorld()
})

const doctorAndPatient = () => doctorAndPatientIn(world)

describe('chat and media states', () => {
  test('a line goes to everybody in the room, the author too, and each receipt to the author', () => {
    const { doctor, patient } = doctorAndPatient()
    doctor.say(line('aaaaaaaaaaaa', '<script>alert(1)</script>'))
    const expected = {
      type: 'chat-message',
      id: 'aaaaaaaaaaaa',
      from: IDS.doctor,
      text: '<script>alert(1)</script>',
      at: world.clock.now(),
    }
    expect(doctor.last('chat-message')).toEqual(expected)
    expect(patient.last('chat-message')).toEqual(expected)
    patient.say({ type: 'chat-received', id: 'aaaaaaaaaaaa', from: IDS.doctor })
    patient.say({ type: 'chat-received', id: 'aaaaaaaaaaaa', from: IDS.doctor })
    expect(doctor.all('chat-delivered')).toEqual([{ type: 'chat-delivered', id: 'aaaaaaaaaaaa', by: IDS.patient }])
  })

  test('a line said again is shown once; its author gets all receipts again', () => {
    const { doctor, patient } = doctorAndPatient()
    doctor.say(line('aaaaaaaaaaaa'))
    patient.say({ type: 'chat-received', id: 'aaaaaaaaaaaa', from: IDS.doctor })
    doctor.cut()
    world.clock.advance(1_000)
    const back = world.resume(doctor.last('joined').resumeSecret)
    back.say(line('aaaaaaaaaaaa'))
    expect(patient.all('chat-message')).toHaveLength(1)
    expect(back.last('chat-message').at).toBe(doctor.last('chat-message').at)
    expect(back.last('chat-delivered').by).toBe(IDS.patient)
  })

  test('a line said again for one who was away goes to them alone, and once they have it no more', () => {
    const { doctor, patient } = doctorAndPatient()
    const guest = world.join(grantFor('family'))
    patient.cut()
    doctor.say(line('aaaaaaaaaaaa'))
    const back = world.resume(patient.last('joined').resumeSecret, { heard: 99 })
    expect(back.heard.map(({ type }) => type)).toEqual(['joined'])
    const again = { ...line('aaaaaaaaaaaa'), to: IDS.patient } as const
    doctor.say(again)
    expect(back.all('chat-message')).toHaveLength(1)
    expect(guest.all('chat-message')).toHaveLength(1)
    back.say({ type: 'chat-received', id: 'aaaaaaaaaaaa', from: IDS.doctor })
    doctor.say(again)
    expect(back.all('chat-message')).toHaveLength(1)
  })

  test('the same id from two authors is two lines', () => {
    const { doctor, patient } = doctorAndPatient()
    doctor.say(line('aaaaaaaaaaaa'))
    patient.say(line('aaaaaaaaaaaa'))
    expect(doctor.all('chat-message').map(({ from }) => from)).toEqual([IDS.doctor, IDS.patient])
  })

  test('nobody gets receipts for what was never said', () => {
    const { doctor, patient } = doctorAndPatient()
    patient.say({ type: 'chat-received', id: 'aaaaaaaaaaaa', from: IDS.doctor })
    expect(doctor.all('chat-delivered')).toEqual([])
  })

  test('who comes later gets no old lines', () => {
    const { doctor } = doctorAndPatient()
    doctor.say(line('aaaaaaaaaaaa'))
    const guest = world.join(grantFor('family'))
    expect(guest.heard.map(({ type }) => type)).toEqual(['joined'])
  })

  test('a media state reaches the others now, and whoever comes later with the snapshot', () => {
    const { doctor, patient } = doctorAndPatient()
    patient.say({ type: 'media-state', media })
    expect(doctor.last('media-state')).toEqual({ type: 'media-state', from: IDS.patient, media })
    expect(patient.all('media-state')).toEqual([])
    const guest = world.join(grantFor('family'))
    expect(guest.last('joined').participants.find(({ id }) => id === IDS.patient)?.media).toEqual(media)
  })
})
