import { expect, test } from 'vitest'
import { createManualClock } from '../../../support/manual-clock.ts'
import type { MemoryClient } from '../../../support/memory-connection.ts'
import { createRoomsWorld, deskGrant, grantFor, IDS, ROOM_ID } from '../../../support/rooms-world.ts'

const EVERY_MS = 300_000
const newWorld = () => createRoomsWorld(createManualClock(), { renewIceServersMs: EVERY_MS })
const credentials = (client: MemoryClient) =>
  client.heard.flatMap((message) => ('iceServers' in message ? message.iceServers.map((one) => one.credential) : []))

test('[T1] whoever is in the room is told of fresh credentials again and again, for as long as they are there', () => {
  const { clock, join } = newWorld()
  const doctor = join(grantFor('doctor'))
  const patient = join(grantFor('patient'))
  clock.advance(EVERY_MS - 1)
  expect(doctor.all('ice-servers')).toEqual([])
  clock.advance(1 + 2 * EVERY_MS)
  for (const client of [doctor, patient]) {
    expect(client.all('ice-servers')).toHaveLength(3)
    expect(new Set(credentials(client)).size).toBe(4)
  }
})

test('[T1] who waits before the door is told of none, nor who was sent back there', () => {
  const { clock, join } = newWorld()
  const doctor = join(grantFor('doctor', { admission: 'by-doctor' }))
  const patient = join(grantFor('patient', { admission: 'by-doctor' }))
  clock.advance(EVERY_MS)
  expect(credentials(patient)).toEqual([])
  doctor.say({ type: 'admit', participant: IDS.patient })
  clock.advance(EVERY_MS)
  expect(credentials(patient)).toHaveLength(2)
  doctor.say({ type: 'hold', participant: IDS.patient })
  clock.advance(3 * EVERY_MS)
  expect(credentials(patient)).toHaveLength(2)
})

test.each([
  ['whose session of staff was closed', 'removed'],
  ['who was removed', 'removed'],
  ['whose meeting ended', 'ended'],
  ['who left', 'left'],
  ['whose new page took the seat', 'replaced'],
] as const)('[T1] nothing is renewed for somebody %s', (_, how) => {
  const { clock, hub, join } = newWorld()
  const { staff } = deskGrant()
  const doctor = join(grantFor('doctor', { staff }))
  if (how === 'ended') hub.end(ROOM_ID, 'doctor')
  else if (how === 'left') doctor.say({ type: 'leave-room' })
  else if (how === 'replaced') join(grantFor('doctor', { staff }))
  else if (_.includes('session')) hub.endStaff({ session: staff.sessionHash })
  else hub.remove(ROOM_ID, IDS.doctor)
  expect(doctor.closed).toBe(how)
  clock.advance(10 * EVERY_MS)
  expect(credentials(doctor)).toHaveLength(1)
  if (how !== 'replaced') expect(clock.timers).toBe(0)
})

test('[T1] who is away is told when they are back', () => {
  const { clock, join, resume } = newWorld()
  const doctor = join(grantFor('doctor'))
  clock.advance(EVERY_MS - 1_000)
  doctor.cut()
  clock.advance(2_000)
  const back = resume(doctor.last('joined').resumeSecret)
  expect(credentials(back)).toHaveLength(1)
  expect(credentials(back)).not.toEqual(credentials(doctor))
})
