import { beforeEach, describe, expect, test } from 'vitest'
import { candidate, line, media, offer } from '../../../support/room-talk.ts'
import { createRoomsWorld, grantFor, IDS, type RoomsWorld } from '../../../support/rooms-world.ts'
import { BY_DOCTOR as byDoctor } from '../../../support/waiting-people.ts'

let world: RoomsWorld
beforeEach(() => {
  world = createRoomsWorld()
})

describe('before the door', () => {
  test('[W1] a patient waits, learns of nobody, and the doctor alone hears of them', () => {
    const doctor = world.join(grantFor('doctor', byDoctor))
    const guest = world.join(grantFor('family', byDoctor))
    doctor.say({ type: 'admit', participant: IDS.family })
    const patient = world.join(grantFor('patient', byDoctor))
    expect(patient.heard.map(({ type }) => type)).toEqual(['waiting'])
    expect(JSON.stringify(patient.heard)).not.toContain(IDS.doctor)
    expect(doctor.last('user-waiting').participant.id).toBe(IDS.patient)
    expect(guest.all('user-waiting')).toEqual([])
  })

  test('[W1] nothing of the one who waits reaches anybody, and nothing reaches them', () => {
    const doctor = world.join(grantFor('doctor', byDoctor))
    const patient = world.join(grantFor('patient', byDoctor))
    const before = doctor.heard.length
    patient.say(offer(IDS.doctor))
    patient.say(candidate(IDS.doctor))
    patient.say(line('aaaaaaaaaaaa'))
    patient.say({ type: 'media-state', media })
    patient.say({ type: 'admit', participant: IDS.patient })
    patient.say({ type: 'hold', participant: IDS.patient })
    patient.say({ type: 'end-call' })
    expect(doctor.heard).toHaveLength(before)
    expect(patient.all('error').map(({ reason }) => reason)).toEqual(Array(6).fill('not-admitted'))

    doctor.say(line('bbbbbbbbbbbb'))
    doctor.say({ type: 'media-state', media })
    doctor.say(offer(IDS.patient))
    expect(doctor.last('error').reason).toBe('unknown-participant')
    expect(patient.heard.filter(({ type }) => type !== 'waiting' && type !== 'error')).toEqual([])
  })

  test('the doctor who comes second finds who waits, admits them, and is told once', () => {
    const patient = world.join(grantFor('patient', byDoctor))
    const doctor = world.join(grantFor('doctor', byDoctor))
    expect(doctor.last('joined').waiting.map(({ id }) => id)).toEqual([IDS.patient])
    expect(doctor.last('joined').participants).toEqual([])
    doctor.say({ type: 'admit', participant: IDS.patient })
    doctor.say({ type: 'admit', participant: IDS.patient })
    expect(patient.last('joined').participants.map(({ id }) => id)).toEqual([IDS.doctor])
    expect(doctor.all('user-joined')).toHaveLength(1)
    expect(doctor.all('error')).toEqual([])
  })

  test('nobody but the doctor admits, and nobody who is not there is admitted', () => {
    const doctor = world.join(grantFor('doctor', byDoctor))
    const guest = world.join(grantFor('family', byDoctor))
    doctor.say({ type: 'admit', participant: IDS.family })
    const patient = world.join(grantFor('patient', byDoctor))
    guest.say({ type: 'admit', participant: IDS.patient })
    expect(guest.last('error').reason).toBe('not-allowed')
    expect(patient.all('joined')).toEqual([])
    doctor.say({ type: 'admit', participant: IDS.colleague })
    expect(doctor.last('error').reason).toBe('unknown-participant')
  })

  test('[R1] who loses the line while waiting keeps their place and their time', () => {
    const doctor = world.join(grantFor('doctor', byDoctor))
    const patient = world.join(grantFor('patient', byDoctor))
    const { since, resumeSecret } = patient.last('waiting')
    patient.cut()
    expect(doctor.last('user-away').from).toBe(IDS.patient)
    world.clock.advance(5_000)
    const back = world.resume(resumeSecret)
    expect(back.last('waiting').since).toBe(since)
    expect(doctor.last('user-back').from).toBe(IDS.patient)
  })

  test('who is admitted while their line is down comes back into the room', () => {
    const doctor = world.join(grantFor('doctor', byDoctor))
    const patient = world.join(grantFor('patient', byDoctor))
    patient.cut()
    doctor.say({ type: 'admit', participant: IDS.patient })
    expect(doctor.last('user-joined').participant.away).toBe(true)
    const back = world.resume(patient.last('waiting').resumeSecret)
    expect(back.heard.map(({ type }) => type)).toEqual(['joined'])
    expect(doctor.all('user-joined').map(({ participant }) => participant.away)).toEqual([true, false])
  })
})
