import { beforeEach, describe, expect, test } from 'vitest'
import { LIMITS, PROTOCOL_VERSION } from '../../../../signaling/contract/limits.ts'
import {
  createRoomsWorld,
  DOCTOR,
  grantFor,
  IDS,
  ROOM_ID,
  type RoomsWorld,
  SDP,
  type Somebody,
  storeAnswers,
} from '../../../support/rooms-world.ts'
import { BY_DOCTOR, MEDIA } from '../../../support/waiting-people.ts'

let world: RoomsWorld
beforeEach(() => {
  world = createRoomsWorld()
})

const person = (somebody: Somebody, doctorId: string = DOCTOR) => ({
  doctorId,
  roomId: ROOM_ID,
  participantId: IDS[somebody],
})
const types = (client: { heard: readonly { type: string }[] }) => client.heard.map(({ type }) => type)
const noted = (about: string) => world.store.notes.filter((note) => note.startsWith(about))

function joinWith(ticket: string) {
  const page = world.line()
  page.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket, device: 'phone' })
  return page
}

describe('admitting from the desk', () => {
  test('lets somebody in who waits; said twice it is done once', () => {
    const doctor = world.join(grantFor('doctor', BY_DOCTOR))
    const patient = world.join(grantFor('patient', BY_DOCTOR))
    expect([world.hub.admit(person('patient')), world.hub.admit(person('patient'))]).toEqual(['now', 'before'])
    expect(patient.last('joined').participants.map(({ id }) => id)).toEqual([IDS.doctor])
    expect(doctor.all('user-joined')).toHaveLength(1)
  })

  test('while the doctor is not in the room the patient is in it alone', () => {
    const patient = world.join(grantFor('patient', BY_DOCTOR))
    expect(world.hub.admit(person('patient'))).toBe('now')
    expect(patient.last('joined').participants).toEqual([])
  })

  test.each([
    ['nobody of that meeting is there', person('patient')],
    ['the meeting is another doctor’s', person('interpreter', 'b00000000000')],
    ['it is somebody who is not there', person('colleague')],
    ['it is the doctor', person('doctor')],
  ])('is refused when %s', (_, whom) => {
    world.join(grantFor('doctor', BY_DOCTOR))
    const interpreter = world.join(grantFor('interpreter', BY_DOCTOR))
    expect(world.hub.admit(whom)).toBe('not-waiting')
    expect(world.hub.hold(whom)).toBe('not-waiting')
    expect(world.hub.tell(whom, { word: 'unmute', text: null })).toBe('not-waiting')
    expect(types(interpreter)).toEqual(['waiting'])
  })

  test('is refused while the doctor’s end is on its way to the store', () => {
    const doctor = world.join(grantFor('doctor', BY_DOCTOR))
    const patient = world.join(grantFor('patient', BY_DOCTOR))
    world.store.until = new Promise(() => undefined)
    doctor.say({ type: 'end-call' })
    expect(world.hub.admit(person('patient'))).toBe('not-waiting')
    expect(patient.all('joined')).toEqual([])
  })

  test('[W2] is written down, and whoever was let in comes straight in when the process has forgotten them', async () => {
    world.join(grantFor('doctor', BY_DOCTOR))
    world.join(grantFor('patient', BY_DOCTOR))
    await storeAnswers()
    expect(noted('admitted')).toEqual([])
    world.hub.admit(person('patient'))
    await storeAnswers()
    expect(noted('admitted')).toEqual([`admitted ${IDS.patient}`])
    world = createRoomsWorld()
    expect(types(world.join(grantFor('patient', { ...BY_DOCTOR, entry: 'admitted' })))).toEqual(['joined'])
  })

  test.each(['leave-room', 'removed'] as const)('[W2] whoever goes (%s) is let in by the doctor again', async (how) => {
    world.join(grantFor('doctor', BY_DOCTOR))
    const patient = world.join(grantFor('patient', BY_DOCTOR))
    world.hub.admit(person('patient'))
    if (how === 'leave-room') patient.say({ type: how })
    else world.hub.remove(ROOM_ID, IDS.patient)
    await storeAnswers()
    expect(noted('shut')).toEqual([`shut to ${IDS.patient}`])
    expect(types(world.join(grantFor('patient', BY_DOCTOR)))).toEqual(['waiting'])
  })

  test('[W2] whoever loses the line for good was let in all the same', async () => {
    world.join(grantFor('doctor', BY_DOCTOR))
    const patient = world.join(grantFor('patient', BY_DOCTOR))
    world.hub.admit(person('patient'))
    patient.cut()
    world.clock.advance(LIMITS.resumeMs)
    await storeAnswers()
    expect(noted('shut')).toEqual([])
  })
})

describe('holding', () => {
  function threeInRoom(admission: 'automatic' | 'by-doctor' = 'automatic') {
    const doctor = world.join(grantFor('doctor', { admission }))
    const patient = world.join(grantFor('patient', { admission }))
    const guest = world.join(grantFor('family', { admission }))
    if (admission === 'by-doctor') for (const one of ['patient', 'family'] as const) world.hub.admit(person(one))
    return { doctor, patient, guest }
  }

  test.each(['automatic', 'by-doctor'] as const)(
    '[H1] sends one person back before the door where admission is %s, and everybody closes their link',
    (admission) => {
      const { doctor, patient, guest } = threeInRoom(admission)
      doctor.say({ type: 'hold', participant: IDS.patient })
      expect(patient.last('waiting')).toMatchObject({ held: true, you: { id: IDS.patient } })
      const left = { type: 'user-left', from: IDS.patient, reason: 'held' }
      expect([doctor.last('user-left'), guest.last('user-left')]).toEqual([left, left])
      expect(doctor.last('user-waiting').participant.id).toBe(IDS.patient)
      expect(guest.all('user-waiting')).toEqual([])
    },
  )

  test('[H1] from the desk does the same; said twice it is done once', () => {
    const { doctor, patient } = threeInRoom()
    expect([world.hub.hold(person('patient')), world.hub.hold(person('patient'))]).toEqual(['now', 'before'])
    expect(patient.all('waiting')).toHaveLength(1)
    expect(doctor.all('user-left')).toHaveLength(1)
  })

  test('[H1] [W1] whoever is held learns of nothing more and reaches nobody', () => {
    const { doctor, patient, guest } = threeInRoom()
    world.hub.hold(person('patient'))
    const before = [doctor, guest].map(({ heard }) => heard.length)
    const told = patient.heard.length
    patient.say({ type: 'offer', to: IDS.doctor, description: { type: 'offer', sdp: SDP }, generation: 1 })
    patient.say({ type: 'chat-message', id: 'aaaaaaaaaaaa', text: 'hello' })
    patient.say({ type: 'media-state', media: MEDIA })
    expect([doctor, guest].map(({ heard }) => heard.length)).toEqual(before)
    doctor.say({ type: 'chat-message', id: 'bbbbbbbbbbbb', text: 'between us' })
    doctor.say({ type: 'offer', to: IDS.patient, description: { type: 'offer', sdp: SDP }, generation: 1 })
    expect(doctor.last('error').reason).toBe('unknown-participant')
    guest.say({ type: 'leave-room' })
    expect(types(patient).slice(told)).toEqual(['error', 'error'])
  })

  test('[H1] nobody but the doctor holds, and nobody holds the doctor', () => {
    const { doctor, patient, guest } = threeInRoom()
    guest.say({ type: 'hold', participant: IDS.patient })
    guest.say({ type: 'hold', participant: IDS.doctor })
    expect(guest.all('error').map(({ reason }) => reason)).toEqual(['not-allowed', 'not-allowed'])
    doctor.say({ type: 'hold', participant: IDS.doctor })
    doctor.say({ type: 'hold', participant: IDS.colleague })
    expect(doctor.all('error').map(({ reason }) => reason)).toEqual(['unknown-participant', 'unknown-participant'])
    expect(patient.all('waiting')).toEqual([])
  })

  test('[H1] since when they are there stays, and being admitted again is joining anew for both sides', () => {
    const { doctor, patient } = threeInRoom()
    const came = world.clock.now()
    world.clock.advance(60_000)
    world.hub.hold(person('patient'))
    expect(patient.last('waiting').since).toBe(came)
    doctor.say({ type: 'admit', participant: IDS.patient })
    expect(patient.last('joined').participants.map(({ id }) => id)).toEqual([IDS.doctor, IDS.family])
    expect(doctor.last('user-joined').participant.id).toBe(IDS.patient)
    expect(patient.all('joined')).toHaveLength(2)
  })

  test('[H2] a new page, a resume and a refresh leave them before the door, in an open room too', () => {
    const { patient } = threeInRoom()
    world.hub.hold(person('patient'))
    const newPage = world.join(grantFor('patient', { entry: 'held' }))
    expect(patient.closed).toBe('replaced')
    expect(newPage.last('waiting').held).toBe(true)
    newPage.cut()
    const { ticket } = world.hub.issueTicket(grantFor('patient', { entry: 'held' }))
    expect(world.hub.wait(ticket)).toMatchObject({ admitted: false, held: true })
    const back = world.resume(newPage.last('waiting').resumeSecret)
    expect(back.last('waiting').held).toBe(true)
  })

  test('[H2] a ticket from before they were held lets nobody back in, whatever becomes of their seat', () => {
    const { patient } = threeInRoom()
    const { ticket } = world.hub.issueTicket(grantFor('patient', { entry: 'admitted' }))
    world.hub.hold(person('patient'))
    patient.say({ type: 'leave-room' })
    expect(joinWith(ticket).closed).toBe('ticket-refused')
  })

  test.each(['admitted', 'new'] as const)(
    '[H2] a ticket made while the store does not know of it (%s) lets nobody in either, then or later',
    async (entry) => {
      const { patient } = threeInRoom()
      await storeAnswers()
      let storeKnows: () => void = () => undefined
      world.store.until = new Promise((resolve) => {
        storeKnows = resolve
      })
      world.hub.hold(person('patient'))
      const [soon, later] = [1, 2].map(() => world.hub.issueTicket(grantFor('patient', { entry })).ticket)
      patient.say({ type: 'leave-room' })
      expect(joinWith(soon ?? '').last('waiting').held).toBe(true)
      storeKnows()
      await storeAnswers()
      expect(joinWith(later ?? '').closed).toBe('ticket-refused')
    },
  )

  test('[H2] once they are admitted again nothing is left of it', async () => {
    const { patient } = threeInRoom()
    world.hub.hold(person('patient'))
    world.hub.admit(person('patient'))
    patient.say({ type: 'leave-room' })
    expect(types(world.join(grantFor('patient', { entry: 'admitted' })))).toEqual(['joined'])
    await storeAnswers()
    expect(noted('admitted').at(-1)).toBe(`admitted ${IDS.patient}`)
  })

  test('[W2] whoever left a room where the doctor opens the door finds it shut, with an older ticket too', async () => {
    const { patient } = threeInRoom('by-doctor')
    await storeAnswers()
    world.store.until = new Promise(() => undefined)
    patient.say({ type: 'leave-room' })
    const { ticket } = world.hub.issueTicket(grantFor('patient', { ...BY_DOCTOR, entry: 'admitted' }))
    expect(joinWith(ticket).last('waiting').held).toBe(false)
  })

  test('[H2] is written down, so that a restart of an open room lets nobody in who was sent back', async () => {
    threeInRoom()
    world.hub.hold(person('patient'))
    await storeAnswers()
    expect(noted('admitted').sort()).toEqual([`admitted ${IDS.family}`, `admitted ${IDS.patient}`].sort())
    expect(noted('shut')).toEqual([`shut to ${IDS.patient}`])
    world = createRoomsWorld()
    const again = world.join(grantFor('patient', { entry: 'held' }))
    expect(again.last('waiting').held).toBe(true)
  })

  test('[H1] somebody who is away when they are held comes back before the door', () => {
    const { doctor, patient } = threeInRoom()
    patient.cut()
    world.hub.hold(person('patient'))
    expect(doctor.last('user-left')).toMatchObject({ reason: 'held' })
    expect(doctor.last('user-waiting').participant).toMatchObject({ id: IDS.patient, away: true })
    const back = world.resume(patient.last('joined').resumeSecret)
    expect(types(back)).toEqual(['waiting'])
  })

  test('[H1] somebody given up while away is held without a word to those who do not know of them', () => {
    const { doctor, patient, guest } = threeInRoom()
    patient.cut()
    world.clock.advance(LIMITS.awayMs)
    const before = [doctor, guest].map(({ heard }) => heard.length)
    world.hub.hold(person('patient'))
    expect([doctor, guest].map(({ heard }) => heard.length)).toEqual(before)
    expect(types(world.resume(patient.last('joined').resumeSecret))).toEqual(['waiting'])
  })
})

describe('before the door', () => {
  test('[W1] how somebody’s devices stand is seen at the desk and not in the room', () => {
    const patient = world.join(grantFor('patient', BY_DOCTOR))
    patient.say({ type: 'media-state', media: MEDIA })
    const doctor = world.join(grantFor('doctor', BY_DOCTOR))
    expect(doctor.last('joined').waiting).toMatchObject([{ id: IDS.patient, media: null }])
    expect(world.hub.arrivals(DOCTOR)).toMatchObject([{ media: MEDIA }])
    expect(patient.all('error')).toEqual([])
  })

  test('[R1] the seat and the place are kept for ten minutes, through a telephone call', () => {
    const doctor = world.join(grantFor('doctor', BY_DOCTOR))
    const patient = world.join(grantFor('patient', BY_DOCTOR))
    const { since, resumeSecret } = patient.last('waiting')
    patient.cut()
    world.clock.advance(LIMITS.awayMs)
    expect(doctor.last('user-left')).toMatchObject({ from: IDS.patient, reason: 'lost' })
    world.clock.advance(LIMITS.placeMs - LIMITS.awayMs - 1)
    expect(world.resume(resumeSecret).last('waiting').since).toBe(since)
    expect(doctor.all('user-waiting')).toHaveLength(2)
  })

  test('[R1] after ten minutes the seat is gone', () => {
    world.join(grantFor('doctor', BY_DOCTOR))
    const patient = world.join(grantFor('patient', BY_DOCTOR))
    patient.cut()
    world.clock.advance(LIMITS.placeMs)
    expect(world.resume(patient.last('waiting').resumeSecret).closed).toBe('resume-refused')
    const later = world.join(grantFor('patient', BY_DOCTOR))
    expect(later.last('waiting').since).toBe(world.clock.now())
  })
})

describe('when the meeting is another doctor’s', () => {
  const OTHER = 'b00000000000'

  test('[M1] the seat of the one before is given up, its tickets and its secret are void', async () => {
    const doctor = world.join(grantFor('doctor', BY_DOCTOR))
    const patient = world.join(grantFor('patient', BY_DOCTOR))
    const { ticket } = world.hub.issueTicket(grantFor('doctor', BY_DOCTOR))
    world.hub.move(ROOM_ID, IDS.doctor, OTHER)
    expect(doctor.closed).toBe('removed')
    expect(world.resume(doctor.last('joined').resumeSecret).closed).toBe('resume-refused')
    const late = world.line()
    late.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket, device: 'computer' })
    expect(late.closed).toBe('ticket-refused')
    expect(patient.closed).toBeNull()
    expect(types(patient)).toEqual(['waiting'])
    await storeAnswers()
    // The store has no such part any more: a note of its leaving would only be refused.
    expect(noted('left')).toEqual([])
  })

  test('[M1] those in the room are told that the doctor left, and the doctor before may do nothing at the door', () => {
    world.join(grantFor('doctor'))
    const patient = world.join(grantFor('patient'))
    world.hub.move(ROOM_ID, IDS.doctor, OTHER)
    expect(patient.last('user-left')).toMatchObject({ from: IDS.doctor, reason: 'removed' })
    expect(world.hub.hold(person('patient'))).toBe('not-waiting')
    expect(world.hub.hold(person('patient', OTHER))).toBe('now')
  })

  test('[M1] a note about a part that the store knows no more takes that part out and nobody else', async () => {
    const patient = world.join(grantFor('patient'))
    await storeAnswers()
    world.store.joinedAnswer = 'unknown'
    const doctor = world.join(grantFor('doctor'))
    await storeAnswers()
    expect(doctor.closed).toBe('removed')
    expect(patient.closed).toBeNull()
  })
})
