import { beforeEach, describe, expect, test } from 'vitest'
import { LIMITS } from '../../../../signaling/contract/limits.ts'
import { candidate, doctorAndPatientIn, line, media, offer } from '../../../support/room-talk.ts'
import { createRoomsWorld, IDS, ROOM_ID, type RoomsWorld } from '../../../support/rooms-world.ts'

let world: RoomsWorld
beforeEach(() => {
  world = createRoomsWorld()
})

const doctorAndPatient = () => doctorAndPatientIn(world)

describe('a lost socket', () => {
  test('[R1] the others see "away" for a minute, then that they left', () => {
    const { doctor, patient } = doctorAndPatient()
    patient.cut()
    expect(doctor.last('user-away').from).toBe(IDS.patient)
    world.clock.advance(LIMITS.awayMs - 1)
    expect(doctor.all('user-left')).toEqual([])
    world.clock.advance(1)
    expect(doctor.last('user-left')).toEqual({ type: 'user-left', from: IDS.patient, reason: 'lost' })
  })

  test('[R1] the holder of the secret comes back to the seat and hears what they missed', () => {
    const { doctor, patient } = doctorAndPatient()
    patient.cut()
    doctor.say({ type: 'media-state', media })
    world.clock.advance(10_000)
    const back = world.resume(patient.last('joined').resumeSecret)
    const resumed = back.last('resumed')
    expect(back.heard.slice(1)).toEqual([{ type: 'media-state', from: IDS.doctor, media }])
    expect(resumed.resumeSecret).not.toBe(patient.last('joined').resumeSecret)
    expect(doctor.last('user-back').from).toBe(IDS.patient)
    world.clock.advance(LIMITS.resumeMs)
    expect(doctor.all('user-left')).toEqual([])
    expect(world.clock.timers).toBe(0)
  })

  test('[R1] after the others gave them up, coming back is joining anew for both sides', () => {
    const { doctor, patient } = doctorAndPatient()
    patient.cut()
    world.clock.advance(LIMITS.resumeMs - 1)
    const back = world.resume(patient.last('joined').resumeSecret)
    expect(back.heard.map(({ type }) => type)).toEqual(['joined'])
    expect(doctor.heard.map(({ type }) => type).slice(-3)).toEqual(['user-away', 'user-left', 'user-joined'])
  })

  test('[R4] who has missed more than is kept comes back as by joining anew, and the others build their links anew', () => {
    const { doctor, patient } = doctorAndPatient()
    patient.cut()
    for (let said = 0; said <= LIMITS.missedMessages; said += 1) {
      doctor.say(candidate(IDS.patient))
      world.clock.advance(50)
    }
    const back = world.resume(patient.last('joined').resumeSecret)
    expect(back.heard.map(({ type }) => type)).toEqual(['joined'])
    expect(doctor.last('user-joined').participant.id).toBe(IDS.patient)
    expect(doctor.heard.at(-1)?.type).toBe('user-joined')
  })

  test('[R4] what a page has said it heard is kept no longer', () => {
    const { doctor, patient } = doctorAndPatient()
    doctor.say(line('aaaaaaaaaaaa'))
    doctor.say(line('bbbbbbbbbbbb'))
    patient.say({ type: 'ping', heard: 1 })
    const { resumeSecret } = patient.last('joined')
    patient.cut()
    expect(world.resume(resumeSecret, { heard: 0 }).heard.map(({ type }) => type)).toEqual(['joined'])
  })

  test('[R1] after two minutes the seat is gone', () => {
    const { patient } = doctorAndPatient()
    patient.cut()
    world.clock.advance(LIMITS.resumeMs)
    const late = world.resume(patient.last('joined').resumeSecret)
    expect(late.closed).toBe('resume-refused')
    expect(world.hub.stats().seats).toBe(1)
  })

  test('[R1] the secret changes at each use: an old one, a public id and a made up one are refused', () => {
    const { patient } = doctorAndPatient()
    const first = patient.last('joined').resumeSecret
    patient.cut()
    const back = world.resume(first)
    for (const secret of [first, IDS.patient.padEnd(43, 'A'), 'B'.repeat(43)]) {
      expect(world.resume(secret).closed).toBe('resume-refused')
    }
    expect(back.closed).toBeNull()
  })

  test('[R1] a page whose dead socket nobody noticed resumes, and the dead one is closed', () => {
    const { doctor, patient } = doctorAndPatient()
    patient.goDead()
    const back = world.resume(patient.last('joined').resumeSecret)
    expect(back.heard.map(({ type }) => type)).toEqual(['resumed'])
    doctor.say(offer(IDS.patient))
    expect(back.last('offer').from).toBe(IDS.doctor)
    expect(world.hub.stats().sockets).toBe(2)
  })

  test('[R2] who was removed, or whose meeting ended, does not resume', () => {
    const { doctor, patient } = doctorAndPatient()
    world.hub.remove(ROOM_ID, IDS.patient)
    expect(patient.closed).toBe('removed')
    expect(world.resume(patient.last('joined').resumeSecret).closed).toBe('resume-refused')
    expect(doctor.last('user-left')).toEqual({ type: 'user-left', from: IDS.patient, reason: 'removed' })
    world.hub.end(ROOM_ID, 'administrator')
    expect(world.resume(doctor.last('joined').resumeSecret).closed).toBe('resume-refused')
  })

  test('a room in which everybody is gone for good leaves nothing behind', () => {
    const { doctor, patient } = doctorAndPatient()
    doctor.cut()
    patient.say({ type: 'leave-room' })
    world.clock.advance(LIMITS.resumeMs)
    expect(world.hub.stats()).toEqual({ sockets: 0, rooms: 0, seats: 0, tickets: 0 })
    expect(world.clock.timers).toBe(0)
  })
})
