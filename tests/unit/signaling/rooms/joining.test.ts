import { beforeEach, describe, expect, test } from 'vitest'
import { LIMITS, PROTOCOL_VERSION } from '../../../../signaling/contract/limits.ts'
import { doctorAndPatientIn, line, offer } from '../../../support/room-talk.ts'
import { createRoomsWorld, grantFor, IDS, ROOM_ID, type RoomsWorld } from '../../../support/rooms-world.ts'

let world: RoomsWorld
beforeEach(() => {
  world = createRoomsWorld()
})

const doctorAndPatient = () => doctorAndPatientIn(world)

describe('before joining', () => {
  test('[C1] a socket that says nothing is closed after two seconds', () => {
    const silent = world.line()
    world.clock.advance(LIMITS.joinWithinMs - 1)
    expect(silent.closed).toBeNull()
    world.clock.advance(1)
    expect(silent.closed).toBe('not-joined')
  })

  test('[C1] a socket that joined in time is left alone', () => {
    const doctor = world.join(grantFor('doctor'))
    world.clock.advance(LIMITS.joinWithinMs * 2)
    expect(doctor.closed).toBeNull()
    expect(world.clock.timers).toBe(0)
  })

  test.each([
    { type: 'ping' } as const,
    line('aaaaaaaaaaaa'),
    offer(IDS.doctor),
    { type: 'end-call' } as const,
    { type: 'leave-room' } as const,
  ])('[C2] $type before joining closes the socket and reaches nobody', (message) => {
    const doctor = world.join(grantFor('doctor'))
    const before = doctor.heard.length
    const stranger = world.line()
    stranger.say(message)
    expect(stranger.closed).toBe('not-joined')
    expect(stranger.heard).toEqual([])
    expect(doctor.heard).toHaveLength(before)
  })

  test.each([
    ['not JSON', { text: 'hello' }],
    ['an array', { text: '[]' }],
    ['null', { text: 'null' }],
    ['an unknown type', { text: '{"type":"shout"}' }],
    ['a type from the prototype', { text: '{"type":"constructor"}' }],
    ['an extra key', { text: '{"type":"ping","extra":1}' }],
    ['a key called __proto__', { text: '{"type":"ping","__proto__":{}}' }],
    ['deep nesting', { text: '['.repeat(30_000) }],
    ['a binary frame', 'binary' as const],
  ])('[E1] %s is a bad message', (_, frame) => {
    const client = world.line()
    client.sayFrame(frame)
    expect(client.closed).toBe('bad-message')
    expect(client.heard).toEqual([])
  })

  test('[L2] a frame that is too large closes the socket', () => {
    const client = world.line()
    client.sayFrame('too-large')
    expect(client.closed).toBe('too-large')
  })

  test('a page that speaks another version is told so, and its ticket still works', () => {
    const { ticket } = world.hub.issueTicket(grantFor('doctor'))
    const old = world.line()
    old.say({ type: 'join-room', version: PROTOCOL_VERSION + 1, ticket, device: 'phone' })
    expect(old.closed).toBe('old-version')
    const current = world.line()
    current.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket, device: 'phone' })
    expect(current.last('joined').you.id).toBe(IDS.doctor)
  })
})

describe('joining', () => {
  test('the newcomer hears who is there, the others hear of the newcomer', () => {
    const { doctor, patient } = doctorAndPatient()
    const joined = patient.last('joined')
    expect(joined.you).toEqual({ id: IDS.patient, role: 'patient', name: 'The patient', away: false, media: null })
    expect(joined.participants.map(({ id }) => id)).toEqual([IDS.doctor])
    expect(joined.iceServers).toEqual([
      { urls: ['turn:turn.example.org'], username: IDS.patient, credential: 'relay 2' },
    ])
    expect(doctor.last('user-joined').participant).toEqual(joined.you)
    expect(doctor.last('joined').participants).toEqual([])
  })

  test('[J1] a ticket works once', () => {
    const { ticket } = world.hub.issueTicket(grantFor('patient'))
    const first = world.line()
    first.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket, device: 'phone' })
    const second = world.line()
    second.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket, device: 'phone' })
    expect(first.closed).toBeNull()
    expect(second.closed).toBe('ticket-refused')
  })

  test('[J1] a ticket works for a minute', () => {
    const inTime = world.hub.issueTicket(grantFor('patient'))
    const late = world.hub.issueTicket(grantFor('doctor'))
    world.clock.advance(LIMITS.ticketMs - 1)
    const patient = world.line()
    patient.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket: inTime.ticket, device: 'phone' })
    expect(patient.last('joined').you.id).toBe(IDS.patient)
    world.clock.advance(1)
    const doctor = world.line()
    doctor.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket: late.ticket, device: 'phone' })
    expect(doctor.closed).toBe('ticket-refused')
  })

  test('[J1] tickets that nobody used do not stay in memory', () => {
    for (let count = 0; count < 50; count += 1) world.hub.issueTicket(grantFor('patient'))
    world.clock.advance(LIMITS.ticketMs)
    world.hub.issueTicket(grantFor('patient'))
    expect(world.hub.stats().tickets).toBe(1)
  })

  test('[J2] a second join on the same socket is refused', () => {
    const doctor = world.join(grantFor('doctor'))
    const { ticket } = world.hub.issueTicket(grantFor('doctor'))
    doctor.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket, device: 'computer' })
    expect(doctor.closed).toBe('already-joined')
  })

  test('[J3] unknown, used, expired and voided tickets get the same answer', () => {
    const used = world.hub.issueTicket(grantFor('doctor')).ticket
    world.line().say({ type: 'join-room', version: PROTOCOL_VERSION, ticket: used, device: 'phone' })
    const voided = world.hub.issueTicket(grantFor('patient')).ticket
    world.hub.remove(ROOM_ID, IDS.patient)
    const expired = world.hub.issueTicket(grantFor('family')).ticket
    world.clock.advance(LIMITS.ticketMs)
    for (const ticket of ['A'.repeat(43), used, voided, expired]) {
      const client = world.line()
      client.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket, device: 'phone' })
      expect([client.closed, client.heard]).toEqual(['ticket-refused', []])
    }
  })

  test('[J4] a third guest finds the room full, and nobody hears of them', () => {
    const doctor = world.join(grantFor('doctor'))
    world.join(grantFor('interpreter'))
    world.join(grantFor('family'))
    const before = doctor.heard.length
    const third = world.join(grantFor('colleague'))
    expect(third.closed).toBe('room-full')
    expect(doctor.heard).toHaveLength(before)
  })

  test('[J4] fifty patients at once take one seat', () => {
    const clients = Array.from({ length: 50 }, (_, index) =>
      world.join(grantFor('patient', { participantId: `p${String(index).padStart(11, '0')}` }), {
        address: `198.51.100.${index}`,
      }),
    )
    expect(clients.filter(({ closed }) => closed === null)).toHaveLength(1)
    expect(clients.filter(({ closed }) => closed === 'room-full')).toHaveLength(49)
    expect(world.hub.stats()).toMatchObject({ seats: 1, sockets: 1 })
  })

  test('[J5] the same person from a new page takes the seat over', () => {
    const { doctor, patient } = doctorAndPatient()
    const newPage = world.join(grantFor('patient'))
    expect(patient.closed).toBe('replaced')
    expect(newPage.last('joined').participants.map(({ id }) => id)).toEqual([IDS.doctor])
    expect(doctor.all('user-joined').map(({ participant }) => participant.id)).toEqual([IDS.patient, IDS.patient])
    expect(doctor.all('user-left')).toEqual([])
    expect(doctor.all('user-away')).toEqual([])
  })

  test('[J5] one invite in five hundred pages is one seat', () => {
    const doctor = world.join(grantFor('doctor'))
    const pages = Array.from({ length: 500 }, (_, index) =>
      world.join(grantFor('patient'), { address: `198.51.100.${index % 250}` }),
    )
    expect(pages.slice(0, -1).every(({ closed }) => closed === 'replaced')).toBe(true)
    expect(pages.at(-1)?.closed).toBeNull()
    expect(world.hub.stats()).toMatchObject({ sockets: 2, seats: 2, rooms: 1 })
    expect(doctor.closed).toBeNull()
  })

  test('[J5] what the replaced page says afterwards reaches nobody', () => {
    const doctor = world.join(grantFor('doctor'))
    const patient = world.join(grantFor('patient'), { instant: false })
    patient.deliverUp()
    world.join(grantFor('patient'))
    const before = doctor.heard.length
    patient.say(line('aaaaaaaaaaaa'))
    patient.deliverUp()
    expect(doctor.heard).toHaveLength(before)
  })
})
