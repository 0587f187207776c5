import { beforeEach, describe, expect, test } from 'vitest'
import { LIMITS } from '../../../../signaling/contract/limits.ts'
import { candidate, doctorAndPatientIn, line, offer } from '../../../support/room-talk.ts'
import { CANDIDATE, createRoomsWorld, grantFor, IDS, type RoomsWorld, SDP } from '../../../support/rooms-world.ts'

let world: RoomsWorld
beforeEach(() => {
  world = createRoomsWorld()
})

const doctorAndPatient = () => doctorAndPatientIn(world)

describe('setting up', () => {
  test('an offer, an answer and a candidate reach the one they are for, from whom the server says', () => {
    const { doctor, patient } = doctorAndPatient()
    const guest = world.join(grantFor('family'))
    const before = guest.heard.length
    doctor.say(offer(IDS.patient, 3))
    expect(patient.last('offer')).toEqual({
      type: 'offer',
      from: IDS.doctor,
      description: { type: 'offer', sdp: SDP },
      generation: 3,
    })
    patient.say({ type: 'answer', to: IDS.doctor, description: { type: 'answer', sdp: SDP }, generation: 3 })
    expect(doctor.last('answer').from).toBe(IDS.patient)
    patient.say(candidate(IDS.doctor, 3))
    expect(doctor.last('ice-candidate')).toEqual({
      type: 'ice-candidate',
      from: IDS.patient,
      candidate: CANDIDATE,
      generation: 3,
    })
    expect(guest.heard).toHaveLength(before)
  })

  test('[E1] a claimed from or role is an unknown key, so the message is none', () => {
    const { doctor, patient } = doctorAndPatient()
    const before = doctor.heard.length
    patient.sayFrame({ text: JSON.stringify({ ...line('aaaaaaaaaaaa'), from: IDS.doctor }) })
    expect(patient.closed).toBe('bad-message')
    expect(doctor.heard.slice(before).map(({ type }) => type)).toEqual(['user-away'])
  })

  test('somebody of another room cannot be spoken to', () => {
    const { doctor } = doctorAndPatient()
    const elsewhere = world.join(grantFor('patient', { roomId: 'zzzzzzzzzzzz', participantId: 'z00000000000' }))
    const before = elsewhere.heard.length
    doctor.say(offer('z00000000000'))
    doctor.say(line('aaaaaaaaaaaa'))
    doctor.say(offer(IDS.doctor))
    expect(doctor.all('error').map(({ reason }) => reason)).toEqual(['unknown-participant', 'unknown-participant'])
    expect(elsewhere.heard).toHaveLength(before)
  })

  test('[S1] a description that is refused reaches nobody, and the socket stays open', () => {
    const { doctor, patient } = doctorAndPatient()
    doctor.say(offer(IDS.patient, 1, `${SDP}a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:abc\r\n`))
    expect(doctor.last('error').reason).toBe('description-refused')
    expect(doctor.closed).toBeNull()
    expect(patient.all('offer')).toEqual([])
  })

  test('[S2] a candidate of a negotiation its author has gone past is dropped', () => {
    const { doctor, patient } = doctorAndPatient()
    doctor.say(offer(IDS.patient, 1))
    doctor.say(offer(IDS.patient, 2))
    doctor.say(candidate(IDS.patient, 1))
    doctor.say(candidate(IDS.patient, 2))
    expect(patient.all('ice-candidate').map(({ generation }) => generation)).toEqual([2])
  })

  test('[S2] generations begin anew with a new page', () => {
    const { doctor } = doctorAndPatient()
    doctor.say(offer(IDS.patient, 7))
    const newPage = world.join(grantFor('patient'))
    doctor.say(offer(IDS.patient, 1))
    doctor.say(candidate(IDS.patient, 1))
    expect(newPage.last('ice-candidate').generation).toBe(1)
  })

  test('[S2] in a relay-only meeting the relay candidate alone arrives', () => {
    const doctor = world.join(grantFor('doctor', { relayOnly: true }))
    const patient = world.join(grantFor('patient', { relayOnly: true }))
    expect(patient.last('joined').relayOnly).toBe(true)
    doctor.say(candidate(IDS.patient))
    const relay = 'candidate:2 1 udp 41885439 203.0.113.9 50000 typ relay raddr 192.0.2.7 rport 54321'
    doctor.say({
      type: 'ice-candidate',
      to: IDS.patient,
      candidate: { ...CANDIDATE, candidate: relay },
      generation: 1,
    })
    doctor.say(offer(IDS.patient, 1, `${SDP}a=${CANDIDATE.candidate}\r\n`))
    expect(patient.all('ice-candidate')).toHaveLength(1)
    expect(JSON.stringify(patient.heard)).not.toContain('192.0.2.7')
    expect(patient.last('offer').description.sdp).not.toContain('a=candidate')
  })

  test('[R4] what is said to somebody away is kept for them until they have gone for the others', () => {
    const { doctor, patient } = doctorAndPatient()
    patient.cut()
    doctor.say(offer(IDS.patient))
    doctor.say(candidate(IDS.patient))
    doctor.say(line('aaaaaaaaaaaa'))
    expect(doctor.all('error')).toEqual([])
    const back = world.resume(patient.last('joined').resumeSecret)
    expect(back.heard.map(({ type }) => type)).toEqual(['resumed', 'offer', 'ice-candidate', 'chat-message'])
    back.cut()
    world.clock.advance(LIMITS.awayMs)
    doctor.say(candidate(IDS.patient))
    expect(doctor.last('error').reason).toBe('unknown-participant')
  })
})
