import { describe, expect, test } from 'vitest'
import { PROTOCOL_VERSION } from '../../../../signaling/contract/limits.ts'
import { createRoomsWorld, grantFor, IDS, ROOM_ID } from '../../../support/rooms-world.ts'
import { newHash, newId } from '../../../support/stored-records.ts'

const MINUTE = 60_000

function doctorsWorld() {
  const world = createRoomsWorld()
  const staff = { accountId: newId(), sessionHash: newHash() }
  return { ...world, staff, grant: grantFor('doctor', { staff }) }
}

describe('[R3] a doctor’s seat and the session it came with', () => {
  test('a session that is closed closes its socket and voids its tickets; the patient stays', () => {
    const { hub, join, line, staff, grant } = doctorsWorld()
    const doctor = join(grant)
    const patient = join(grantFor('patient'))
    const { ticket } = hub.issueTicket(grant)
    hub.endStaff({ session: staff.sessionHash })
    expect(doctor.closed).toBe('removed')
    expect(patient.closed).toBeNull()
    expect(patient.last('user-left')).toMatchObject({ from: IDS.doctor })
    const late = line()
    late.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket, device: 'computer' })
    expect(late.closed).toBe('ticket-refused')
  })

  test('another session of the same account keeps its seat', () => {
    const { hub, join, staff } = doctorsWorld()
    const doctor = join(grantFor('doctor', { staff: { ...staff, sessionHash: newHash() } }))
    hub.endStaff({ session: staff.sessionHash })
    expect(doctor.closed).toBeNull()
  })

  test('a seat that a newer session took over goes with that one alone', () => {
    const { hub, join, staff, grant } = doctorsWorld()
    join(grant)
    const newer = { ...staff, sessionHash: newHash() }
    const doctor = join(grantFor('doctor', { staff: newer }))
    hub.endStaff({ session: staff.sessionHash })
    expect(doctor.closed).toBeNull()
    hub.endStaff({ session: newer.sessionHash })
    expect(doctor.closed).toBe('removed')
  })

  test('an account that is disabled loses every seat; another’s is left alone', () => {
    const { hub, join, staff, grant } = doctorsWorld()
    const here = join(grant)
    const there = join(grantFor('doctor', { roomId: 'ba9876543210', staff: { ...staff, sessionHash: newHash() } }))
    const other = join(
      grantFor('doctor', { roomId: 'cccccccccccc', staff: { accountId: newId(), sessionHash: newHash() } }),
    )
    hub.endStaff({ account: staff.accountId, but: null })
    expect([here.closed, there.closed, other.closed]).toEqual(['removed', 'removed', null])
  })

  test('a seat whose page is away is given up as well: its resume secret opens nothing', () => {
    const { hub, join, resume, staff, grant } = doctorsWorld()
    const doctor = join(grant)
    const { resumeSecret } = doctor.last('joined')
    doctor.cut()
    hub.endStaff({ session: staff.sessionHash })
    expect(resume(resumeSecret).closed).toBe('resume-refused')
  })

  test('under a renewed session the seat stays, and ends with the new one', () => {
    const { hub, join, staff, grant } = doctorsWorld()
    const doctor = join(grant)
    const after = newHash()
    hub.renewStaff(staff.sessionHash, after)
    hub.endStaff({ session: staff.sessionHash })
    expect(doctor.closed).toBeNull()
    hub.endStaff({ session: after })
    expect(doctor.closed).toBe('removed')
  })
})

describe('[R3] a session in a call', () => {
  test('does not go idle while its seat is held, however long, and may after', () => {
    const { clock, join, touched, staff, grant } = doctorsWorld()
    const doctor = join(grant)
    join(grantFor('patient'))
    clock.advance(60 * MINUTE)
    expect(touched).toHaveLength(12)
    expect(new Set(touched)).toEqual(new Set([staff.sessionHash]))
    doctor.say({ type: 'leave-room' })
    clock.advance(60 * MINUTE)
    expect(touched).toHaveLength(12)
    expect(clock.timers).toBe(0)
  })

  test('is touched once for all its seats', () => {
    const { clock, join, touched, grant } = doctorsWorld()
    join(grant)
    join({ ...grant, roomId: 'ba9876543210' })
    clock.advance(5 * MINUTE)
    expect(touched).toHaveLength(1)
  })

  test('of a doctor alone: nobody else’s seat touches anything', () => {
    const { clock, join, touched } = doctorsWorld()
    join(grantFor('patient', { roomId: ROOM_ID }))
    clock.advance(60 * MINUTE)
    expect(touched).toEqual([])
  })
})
