import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../../../signaling/contract/limits.ts'
import { createRoomsWorld, grantFor, IDS, ROOM_ID, storeAnswers } from '../../../support/rooms-world.ts'

const arrived = (who: 'doctor' | 'patient') => ({
  type: 'person.arrived',
  data: { roomId: ROOM_ID, participantId: IDS[who], role: who },
})

describe('the clinic’s other systems are told', () => {
  test('of somebody who comes, before the door or into the room, once', () => {
    const world = createRoomsWorld()
    world.join(grantFor('patient', { admission: 'by-doctor' }))
    expect(world.announced).toEqual([arrived('patient')])
    const doctor = world.join(grantFor('doctor', { admission: 'by-doctor' }))
    doctor.say({ type: 'admit', participant: IDS.patient })
    world.join(grantFor('patient', { admission: 'by-doctor' }))
    expect(world.announced).toEqual([arrived('patient'), arrived('doctor')])
  })

  test('of somebody who comes back after having been given up', () => {
    const world = createRoomsWorld()
    world.join(grantFor('doctor'))
    world.join(grantFor('patient')).cut()
    world.clock.advance(LIMITS.awayMs)
    world.join(grantFor('patient'))
    expect(world.announced).toEqual([arrived('doctor'), arrived('patient'), arrived('patient')])
  })

  test('of nobody for whom there was no seat', () => {
    const world = createRoomsWorld()
    for (const guest of ['interpreter', 'family', 'colleague'] as const) world.join(grantFor(guest))
    expect(world.announced).toHaveLength(2)
  })

  test('of the end by the doctor, once it is stored', async () => {
    const world = createRoomsWorld()
    const doctor = world.join(grantFor('doctor'))
    doctor.say({ type: 'end-call' })
    doctor.say({ type: 'end-call' })
    expect(world.announced).toHaveLength(1)
    await storeAnswers()
    expect(world.announced.slice(1)).toEqual([{ type: 'meeting.ended', data: { roomId: ROOM_ID, by: 'doctor' } }])
  })
})
