import { describe, expect, test } from 'vitest'
import { createApiWorld } from '../../../support/api-world.ts'

const MINUTE = 60_000
const email = 'paul.miller@example.org'
const requestId = 'a-press-of-a-button'

async function worldWithMeeting(input: object = {}) {
  const world = await createApiWorld()
  const doctor = await world.sampleDoctor()
  const { data } = (await doctor.call('createMeeting', { title: 'Check-up', guests: ['interpreter'], ...input })).said
  const [patient, interpreter] = data.invites
  return { world, doctor, roomId: data.roomId as string, patient, interpreter }
}

describe('an invite that is revoked', () => {
  test('opens nothing any more, nor does the session it opened, and the room is told', async () => {
    const { world, doctor, roomId, patient } = await worldWithMeeting()
    const { participantId, code } = patient
    const browser = world.browser()
    await browser.call('redeem', world.said(code))
    const { status, said } = await doctor.call('revokeInvite', { participantId }, { roomId })
    expect([status, said]).toEqual([200, { success: true, data: {} }])
    expect((await world.browser().call('redeem', world.said(code))).status).toBe(404)
    expect((await browser.call('ticket', {}, { roomId })).status).toBe(401)
    expect(world.asked).toContain(`remove ${roomId} ${participantId}`)
    expect(world.announced.at(-1)).toEqual({ type: 'invite.revoked', data: { roomId, participantId, role: 'patient' } })
  })

  test('leaves those of others alone and may be followed by a new one', async () => {
    const { world, doctor, roomId, patient, interpreter } = await worldWithMeeting()
    const { participantId } = patient
    await doctor.call('revokeInvite', { participantId }, { roomId })
    expect((await world.browser().call('redeem', world.said(interpreter.code))).status).toBe(200)
    const again = await doctor.call('issueInvite', { participantId }, { roomId })
    expect((await world.browser().call('redeem', world.said(again.said.data.code))).status).toBe(200)
  })

  test('belongs to somebody of the meeting who is not its doctor, and to a meeting that is not over', async () => {
    const { doctor, roomId, patient } = await worldWithMeeting()
    const { participants } = (await doctor.call('meeting', {}, { roomId })).said.data
    for (const participantId of ['000000000000', participants[0].participantId]) {
      const { status, said } = await doctor.call('revokeInvite', { participantId }, { roomId })
      expect([status, Object.keys(said.error.fields)]).toEqual([422, ['participantId']])
    }
    const elsewhere = await doctor.call('revokeInvite', { participantId: patient.participantId })
    expect(elsewhere.status).toBe(404)
    await doctor.call('endMeeting', {}, { roomId })
    expect((await doctor.call('revokeInvite', { participantId: patient.participantId }, { roomId })).status).toBe(410)
  })
})

describe('an e-mail address given with a meeting or an invite', () => {
  test('gets the patient’s invite, in their language, and nobody else’s', async () => {
    const { world, patient, interpreter } = await worldWithMeeting({ email, language: 'de' })
    expect([patient.mail, interpreter.mail]).toEqual(['sent', null])
    expect(world.mails).toMatchObject([
      { to: email, language: 'de', subject: 'Ihre Videosprechstunde bei Example Clinic' },
    ])
    expect(world.mails[0]?.text).toContain(patient.url)
    expect(world.mails[0]?.text).not.toContain(interpreter.code)
  })

  test('gets a new invite too, whoever it is for', async () => {
    const { world, doctor, roomId, interpreter } = await worldWithMeeting()
    const { participantId } = interpreter
    const { data } = (await doctor.call('issueInvite', { participantId, email }, { roomId })).said
    expect(data.mail).toBe('sent')
    expect(world.mails).toMatchObject([{ to: email, subject: 'Interpreting at a video visit with Example Clinic' }])
    expect(world.mails[0]?.text).toContain(data.code)
  })

  test.each([
    'paul',
    'paul@',
    'paul@example',
    'paul@example.org\r\nBcc: many@example.org',
    'paul@example.org\nSubject: buy',
    'paul@example.org%0d%0aBcc: x@example.org',
    'paul@example.org, many@example.org',
    'paul@example.org;many@example.org',
    '<paul@example.org>',
    'Paul <paul@example.org>',
    '"paul\r\n"@example.org',
    'paul@exam\u0000ple.org',
    'paul@example.org\u2028Bcc: x@example.org',
    'pаul@example.org',
    `${'a'.repeat(250)}@example.org`,
    7,
    ['paul@example.org'],
  ])('that is none, or more than one, is refused and nothing is made: %j', async (wrong) => {
    const world = await createApiWorld()
    const doctor = await world.sampleDoctor()
    const { status, said } = await doctor.call('createMeeting', { title: 'Check-up', email: wrong })
    expect([status, Object.keys(said.error.fields)]).toEqual([422, ['email']])
    expect(world.mails).toEqual([])
    expect((await doctor.call('meetings')).said.data.meetings.map(({ title }: { title: string }) => title)).toEqual([
      'First visit',
    ])
  })

  test('is no way to send mail without end', async () => {
    const { world, doctor, roomId, patient } = await worldWithMeeting()
    const { participantId } = patient
    const statuses: number[] = []
    for (let count = 0; count < 61; count += 1) {
      statuses.push((await doctor.call('issueInvite', { participantId, email }, { roomId })).status)
    }
    expect(statuses.filter((status) => status === 201)).toHaveLength(60)
    expect(statuses.at(-1)).toBe(429)
    // What is refused changes nothing, and what needs no mail goes on.
    expect(world.mails).toHaveLength(60)
    expect((await doctor.call('issueInvite', { participantId }, { roomId })).status).toBe(201)
    world.clock.advance(MINUTE)
    expect((await doctor.call('issueInvite', { participantId, email }, { roomId })).status).toBe(201)
  })

  test('stands in no record, no log line and no event', async () => {
    const { world, doctor, roomId, patient } = await worldWithMeeting({ email })
    await doctor.call('issueInvite', { participantId: patient.participantId, email }, { roomId })
    const meeting = await world.store.clinic.meeting(roomId)
    expect(world.mails).toHaveLength(2)
    expect(JSON.stringify([meeting, world.logged, world.announced])).not.toContain('paul.miller')
  })
})

describe('a request that is said twice', () => {
  test('makes one meeting and one e-mail, and both get the same answer', async () => {
    const world = await createApiWorld()
    const doctor = await world.sampleDoctor()
    const input = { title: 'Check-up', email, requestId }
    const answers = await Promise.all([1, 2, 3].map(() => doctor.call('createMeeting', input)))
    answers.push(await doctor.call('createMeeting', input))
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
    expect(answers[0]?.status).toBe(201)
    expect(world.mails).toHaveLength(1)
    expect((await doctor.call('meetings')).said.data.meetings).toHaveLength(2)
  })

  test('makes one new invite, whose code works', async () => {
    const { world, doctor, roomId, patient } = await worldWithMeeting()
    const input = { participantId: patient.participantId, requestId }
    const answers = await Promise.all([1, 2].map(() => doctor.call('issueInvite', input, { roomId })))
    expect(answers[0]?.body).toBe(answers[1]?.body)
    expect((await world.browser().call('redeem', world.said(answers[0]?.said.data.code))).status).toBe(200)
  })

  test('with other content is another one: a form that was changed and sent again', async () => {
    const world = await createApiWorld()
    const doctor = await world.sampleDoctor()
    const one = await doctor.call('createMeeting', { title: 'Check-up', requestId })
    const other = await doctor.call('createMeeting', { title: 'Knee', requestId })
    expect(one.said.data.roomId).not.toBe(other.said.data.roomId)
  })

  test('is another one after a minute, and always without an id', async () => {
    const world = await createApiWorld()
    const doctor = await world.sampleDoctor()
    const made = async (input: object) => (await doctor.call('createMeeting', input)).said.data.roomId as string
    const first = await made({ title: 'Check-up', requestId })
    world.clock.advance(MINUTE)
    expect(await made({ title: 'Check-up', requestId })).not.toBe(first)
    expect(await made({ title: 'Check-up' })).not.toBe(await made({ title: 'Check-up' }))
  })

  test('is done anew when it failed the first time', async () => {
    let fails = true
    const world = await createApiWorld((store) => ({
      ...store,
      meetings: {
        ...store.meetings,
        async insert(meeting) {
          if (fails && meeting.title === 'Check-up') throw new Error('not this time')
          await store.meetings.insert(meeting)
        },
      },
    }))
    const doctor = await world.sampleDoctor()
    expect((await doctor.call('createMeeting', { title: 'Check-up', requestId })).status).toBe(500)
    fails = false
    expect((await doctor.call('createMeeting', { title: 'Check-up', requestId })).status).toBe(201)
  })
})

test('the clinic’s other systems are told of each invite with its link, and of the end, once', async () => {
  const startsAt = '2026-12-01T09:30:00.000Z'
  const { world, doctor, roomId, patient } = await worldWithMeeting({ startsAt, language: 'tr', email })
  expect(world.announced).toHaveLength(2)
  expect(world.announced[0]).toEqual({
    type: 'invite.issued',
    data: {
      roomId,
      participantId: patient.participantId,
      role: 'patient',
      language: 'tr',
      title: 'Check-up',
      startsAt,
      code: patient.code,
      link: patient.url,
    },
  })
  await doctor.call('endMeeting', {}, { roomId })
  await doctor.call('endMeeting', {}, { roomId })
  expect(world.announced.slice(2)).toEqual([{ type: 'meeting.ended', data: { roomId, by: 'doctor' } }])
})
