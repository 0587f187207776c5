import { beforeEach, describe, expect, test } from 'vitest'
import { LIMITS, PROTOCOL_VERSION } from '../../../../signaling/contract/limits.ts'
import {
  CANDIDATE,
  createRoomsWorld,
  grantFor,
  IDS,
  ROOM_ID,
  type RoomsWorld,
  SDP,
  storeAnswers,
} from '../../../support/rooms-world.ts'

let world: RoomsWorld
beforeEach(() => {
  world = createRoomsWorld()
})

const offer = (to: string, generation = 1, sdp = SDP) =>
  ({ type: 'offer', to, description: { type: 'offer', sdp }, generation }) as const
const candidate = (to: string, generation = 1) =>
  ({ type: 'ice-candidate', to, candidate: CANDIDATE, generation }) as const
const line = (id: string, text = 'hello') => ({ type: 'chat-message', id, text }) as const
const media = {
  microphone: 'on',
  camera: 'on',
  screen: false,
  hidden: false,
  network: 'good',
  wants: 'picture',
} as const
const byDoctor = { admission: 'by-doctor' } as const

function doctorAndPatient() {
  const doctor = world.join(grantFor('doctor'))
  const patient = world.join(grantFor('patient'))
  return { doctor, patient }
}

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

describe('what is written down of links', () => {
  const report = { type: 'link-report', to: IDS.doctor, path: 'relay', afterMs: 900 } as const
  const noted = (about: string) => world.store.notes.filter((note) => note.startsWith(about))

  test('[N1] each link is written down once and told to nobody', async () => {
    const { doctor, patient } = doctorAndPatient()
    await storeAnswers()
    const told = doctor.heard.length
    patient.say(report)
    patient.say({ ...report, path: 'direct', afterMs: 5_000 })
    doctor.say({ ...report, to: IDS.patient })
    await storeAnswers()
    expect(noted('connected')).toEqual([`connected ${IDS.patient} relay 900`, `connected ${IDS.doctor} relay 900`])
    expect(doctor.heard).toHaveLength(told)
    expect(patient.all('error')).toEqual([])
  })

  test('[N1] a link to nobody who is there is refused and not written down', async () => {
    const { patient } = doctorAndPatient()
    for (const to of [IDS.family, IDS.patient]) patient.say({ ...report, to })
    await storeAnswers()
    expect(patient.all('error').map(({ reason }) => reason)).toEqual(['unknown-participant', 'unknown-participant'])
    expect(noted('connected')).toEqual([])
  })

  test('[N1] who waits before the door has no links to speak of', async () => {
    world.join(grantFor('doctor', byDoctor))
    const patient = world.join(grantFor('patient', byDoctor))
    patient.say(report)
    await storeAnswers()
    expect(patient.last('error').reason).toBe('not-admitted')
    expect(noted('connected')).toEqual([])
  })

  test('[N2] the line is written down from the first link on, and then whenever it is poorer than ever', async () => {
    const { patient } = doctorAndPatient()
    await storeAnswers()
    const line = (network: 'good' | 'fair' | 'poor') =>
      patient.say({ type: 'media-state', media: { ...media, network } })
    line('poor')
    line('good')
    await storeAnswers()
    expect(noted('quality')).toEqual([])
    patient.say(report)
    for (const network of ['fair', 'good', 'fair', 'poor', 'good', 'poor'] as const) line(network)
    await storeAnswers()
    expect(noted('quality')).toEqual(['good', 'fair', 'poor'].map((quality) => `quality ${IDS.patient} ${quality}`))
  })
})

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

describe('the end', () => {
  test('leaving frees the seat, tells the others, and is noted', async () => {
    const { doctor, patient } = doctorAndPatient()
    patient.say({ type: 'leave-room' })
    expect(patient.closed).toBe('left')
    expect(doctor.last('user-left')).toEqual({ type: 'user-left', from: IDS.patient, reason: 'left' })
    await storeAnswers()
    expect(world.store.notes).toEqual([
      `joined ${IDS.doctor}`,
      `admitted ${IDS.patient}`,
      `joined ${IDS.patient}`,
      'active',
      `left ${IDS.patient} ${world.clock.now()}`,
    ])
  })

  test('the doctor ends it for all, and it is stored before anybody is told', async () => {
    const { doctor, patient } = doctorAndPatient()
    await storeAnswers()
    doctor.say({ type: 'end-call' })
    doctor.say({ type: 'end-call' })
    expect(patient.all('call-ended')).toEqual([])
    await storeAnswers()
    expect(world.store.notes.filter((note) => note.startsWith('ended'))).toEqual(['ended by doctor'])
    for (const client of [doctor, patient]) {
      expect(client.last('call-ended').by).toBe('doctor')
      expect(client.closed).toBe('ended')
    }
    expect(world.hub.stats()).toEqual({ sockets: 0, rooms: 0, seats: 0, tickets: 0 })
  })

  test('nobody else ends it', async () => {
    const { doctor, patient } = doctorAndPatient()
    patient.say({ type: 'end-call' })
    await storeAnswers()
    expect(patient.last('error').reason).toBe('not-allowed')
    expect(doctor.closed).toBeNull()
  })

  test('[J1] tickets from before the end are void', async () => {
    const { doctor } = doctorAndPatient()
    const { ticket } = world.hub.issueTicket(grantFor('family'))
    doctor.say({ type: 'end-call' })
    await storeAnswers()
    const late = world.line()
    late.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket, device: 'phone' })
    expect(late.closed).toBe('ticket-refused')
  })

  test('a store that is away ends the call all the same, lets nobody back in, and hears of it when it is there again', async () => {
    const { doctor, patient } = doctorAndPatient()
    await storeAnswers()
    world.store.failWith = new Error('away')
    doctor.say({ type: 'end-call' })
    await storeAnswers()
    expect(patient.last('call-ended').by).toBe('doctor')
    expect(world.join(grantFor('patient')).closed).toBe('ended')
    world.store.failWith = null
    world.clock.advance(250)
    await storeAnswers()
    expect(world.store.notes.at(-1)).toBe('ended by doctor')
  })

  test('a store that does not answer keeps nobody on the line', async () => {
    const { doctor, patient } = doctorAndPatient()
    await storeAnswers()
    world.store.until = new Promise(() => undefined)
    doctor.say({ type: 'end-call' })
    await storeAnswers()
    expect(patient.closed).toBeNull()
    world.clock.advance(1_500)
    expect(patient.last('call-ended').by).toBe('doctor')
  })

  test('a meeting the store knows as ended lets nobody stay', async () => {
    world.store.joinedAnswer = 'ended'
    const patient = world.join(grantFor('patient'))
    await storeAnswers()
    expect(patient.closed).toBe('ended')
    expect(world.hub.stats().rooms).toBe(0)
  })

  test('a store that is away holds up no message, and its notes are written later in their order', async () => {
    world.store.failWith = new Error('away')
    const { doctor, patient } = doctorAndPatient()
    doctor.say(line('aaaaaaaaaaaa'))
    expect(patient.last('chat-message').text).toBe('hello')
    patient.say({ type: 'leave-room' })
    const left = world.clock.now()
    await storeAnswers()
    world.store.failWith = null
    world.clock.advance(250)
    await storeAnswers()
    expect(world.store.notes).toEqual([
      `joined ${IDS.doctor}`,
      `admitted ${IDS.patient}`,
      `joined ${IDS.patient}`,
      'active',
      `left ${IDS.patient} ${left}`,
    ])
  })

  test('who was lost has left when the line fell, not when they were given up', async () => {
    const { patient } = doctorAndPatient()
    const fell = world.clock.now()
    patient.cut()
    world.clock.advance(LIMITS.awayMs)
    await storeAnswers()
    expect(world.store.notes.at(-1)).toBe(`left ${IDS.patient} ${fell}`)
  })

  test('[D1] draining sends everybody away to come back, each in their own time, and takes nobody new', async () => {
    const { doctor, patient } = doctorAndPatient()
    const desk = world.watch()
    const silent = world.line()
    const drained = world.hub.drain()
    const delays = [doctor, patient, desk].map((client) => client.last('draining').comeBackMs)
    expect(new Set(delays).size).toBe(3)
    for (const delay of delays) {
      expect(delay).toBeGreaterThanOrEqual(LIMITS.comeBackMs)
      expect(delay).toBeLessThanOrEqual(LIMITS.comeBackMostMs)
    }
    expect(silent.heard).toEqual([])
    expect([doctor.closed, patient.closed]).toEqual(['restarting', 'restarting'])
    expect(world.line().closed).toBe('restarting')
    await storeAnswers()
    await drained
    expect(world.store.notes).toContain('active')
  })
})
