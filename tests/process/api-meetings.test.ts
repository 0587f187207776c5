import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RouteData } from '../../signaling/contract/routes.ts'
import { type ApiClient, createApiClient, redeem } from '../support/api-client.ts'
import { type Clinic, startClinic } from '../support/clinic.ts'

let clinic: Clinic
let okafor: ApiClient
let lindqvist: ApiClient
beforeAll(async () => {
  clinic = await startClinic({ PUBLIC_URL: 'http://visits.example.org' })
  okafor = await clinic.signedIn('okafor')
  lindqvist = await clinic.signedIn('lindqvist')
})
afterAll(() => clinic.stop())

type Created = RouteData<'createMeeting'>
const codeFor = (meeting: Created, role: string) => meeting.invites.find((invite) => invite.role === role)?.code ?? ''
const create = (input: Record<string, unknown> = { title: 'Blood pressure check' }) =>
  okafor.data('createMeeting', { input })

describe('creating a meeting', () => {
  test('gives its room, its address and an invite for everybody but the doctor', async () => {
    const meeting = await create({
      title: '  Blood pressure check ',
      startsAt: '2026-12-01T09:30:00+01:00',
      admission: 'by-doctor',
      relayOnly: true,
      guests: ['interpreter', 'family'],
    })
    expect(meeting).toMatchObject({
      title: 'Blood pressure check',
      startsAt: Date.UTC(2026, 11, 1, 8, 30),
      state: 'scheduled',
      admission: 'by-doctor',
      relayOnly: true,
      callUrl: `/call/${meeting.roomId}`,
      participants: [
        { role: 'doctor', name: 'Dr. Amara Okafor' },
        { role: 'patient', name: null },
        { role: 'interpreter', name: null },
        { role: 'family', name: null },
      ],
    })
    expect(meeting.invites.map(({ role }) => role)).toEqual(['patient', 'interpreter', 'family'])
    for (const { code, url, participantId } of meeting.invites) {
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/)
      expect(url).toBe(`http://visits.example.org/join#${code}`)
      expect(meeting.participants.map((participant) => participant.participantId)).toContain(participantId)
    }
    expect(new Set(meeting.invites.map(({ code }) => code)).size).toBe(3)
  })

  test('without more than a title is for now and lets people in by itself', async () => {
    expect(await create()).toMatchObject({ startsAt: null, admission: 'automatic', relayOnly: false })
  })

  test('is relay-only where the clinic says so, unless the doctor says otherwise', async () => {
    const careful = await startClinic({
      RELAY_ONLY: 'true',
      TURN_URLS: 'turn:t.example',
      TURN_SECRET: 'sixteen letters..',
    })
    const doctor = await careful.signedIn('okafor')
    const made = (input: object) => doctor.data('createMeeting', { input: { title: 'Check-up', ...input } })
    expect(await made({})).toMatchObject({ relayOnly: true })
    expect(await made({ relayOnly: false })).toMatchObject({ relayOnly: false })
    await careful.stop()
  })

  test('answers in the words of its description', async () => {
    const response = await okafor.raw('POST', '/create-meeting', {
      headers: { 'content-type': 'application/json' },
      body: '{"title":"Check-up"}',
    })
    expect(response.status).toBe(201)
    expect(await response.json()).toMatchObject({
      success: true,
      data: { title: 'Check-up', callUrl: expect.stringMatching(/^\/call\/[0-9a-z]{12}$/) },
    })
  })

  test('from wrong input says for each field what it should be', async () => {
    const answer = await okafor.call('createMeeting', {
      input: { title: '', startsAt: '2026-02-30', guests: ['spy'], colour: 'red' },
    })
    expect(answer).toMatchObject({ status: 422, error: { code: 'invalid-input' } })
    if (answer.success) throw new Error('it was accepted')
    expect(Object.keys(answer.error.fields ?? {}).sort()).toEqual(['*', 'guests', 'startsAt', 'title'])
    expect(JSON.stringify(answer.error)).not.toMatch(/spy|colour|red/)
  })

  test.each([
    ['a title with a line break', { title: 'A\nB' }, 'title'],
    ['a title that turns the text around', { title: 'A\u202eB' }, 'title'],
    ['a title that is too long', { title: 'A'.repeat(121) }, 'title'],
    ['a day that does not exist', { title: 'A', startsAt: '2026-02-30T10:00:00Z' }, 'startsAt'],
    ['three guests', { title: 'A', guests: ['family', 'family', 'family'] }, 'guests'],
  ])('with %s is refused', async (_, input, field) => {
    const answer = await okafor.call('createMeeting', { input })
    expect(answer).toMatchObject({ status: 422, error: { fields: { [field]: expect.any(String) } } })
  })

  test('with a script for a title keeps it as the text it is', async () => {
    const title = `<script>alert('x')</script> =1+1`
    expect((await create({ title })).title).toBe(title)
  })
})

describe('a doctor’s meetings', () => {
  test('are listed page by page, without those of others', async () => {
    const doctor = await clinic.signedIn('lindqvist')
    const made = new Set<string>()
    for (let count = 0; count < 55; count += 1) {
      made.add((await doctor.data('createMeeting', { input: { title: `Visit ${count}` } })).roomId)
    }
    const first = await doctor.data('meetings')
    expect(first.meetings).toHaveLength(50)
    expect(first.meetings[0]?.title).toBe('Visit 54')
    const second = await doctor.data('meetings', { input: { after: first.next ?? '' } })
    expect(second).toMatchObject({ next: null })
    const seen = [...first.meetings, ...second.meetings].map(({ roomId }) => roomId)
    expect(new Set(seen)).toEqual(made)
    expect(seen).toHaveLength(55)
    expect((await okafor.data('meetings')).meetings.every(({ title }) => !title.startsWith('Visit'))).toBe(true)
  })

  test('look to another doctor as if they were not there, whatever is asked of them', async () => {
    const meeting = await create()
    const params = { roomId: meeting.roomId }
    const participantId = meeting.invites[0]?.participantId ?? ''
    const answers = [
      await lindqvist.call('meeting', { params }),
      await lindqvist.call('issueInvite', { params, input: { participantId } }),
      await lindqvist.call('endMeeting', { params }),
      await lindqvist.call('call', { params }),
      await lindqvist.call('ticket', { params }),
      await lindqvist.call('reportProblem', { params, input: { id: '01234567', problem: 'unexpected' } }),
    ]
    const nowhere = await lindqvist.call('meeting', { params: { roomId: '000000000000' } })
    for (const { status, ...answer } of answers) {
      expect(status).toBe(404)
      expect(answer.success ? null : answer.error).toEqual(nowhere.success ? null : nowhere.error)
    }
    expect((await okafor.data('meeting', { params })).state).toBe('scheduled')
  })
})

describe('a new invite', () => {
  test('makes the old one and every session from it worthless, and works itself', async () => {
    const meeting = await create()
    const params = { roomId: meeting.roomId }
    const old = codeFor(meeting, 'patient')
    const first = createApiClient(clinic.url)
    const { you } = await redeem(first, old)

    const invite = await okafor.data('issueInvite', { params, input: { participantId: you.participantId } })
    expect(invite).toMatchObject({ participantId: you.participantId, role: 'patient' })
    const wrong = await createApiClient(clinic.url).call('redeem', {
      input: { code: old, name: 'Paul', consentVersion: '2026-11' },
    })
    expect(wrong.status).toBe(404)
    expect((await first.call('call', { params })).status).toBe(401)
    expect((await first.call('ticket', { params })).status).toBe(401)

    expect((await redeem(createApiClient(clinic.url), invite.code)).you.participantId).toBe(you.participantId)
  })

  test('is for somebody of the meeting, and not for its doctor', async () => {
    const meeting = await create()
    const params = { roomId: meeting.roomId }
    for (const participantId of ['000000000000', meeting.participants[0]?.participantId ?? '']) {
      const answer = await okafor.call('issueInvite', { params, input: { participantId } })
      expect(answer).toMatchObject({ status: 422, error: { fields: { participantId: expect.any(String) } } })
    }
  })
})

describe('ending a meeting', () => {
  test('ends it once and for everybody', async () => {
    const meeting = await create()
    const params = { roomId: meeting.roomId }
    const patient = createApiClient(clinic.url)
    const { you } = await redeem(patient, codeFor(meeting, 'patient'))
    const ends = await Promise.all([1, 2, 3].map(() => okafor.data('endMeeting', { params })))
    expect(new Set(ends.map(({ endedAt }) => endedAt)).size).toBe(1)
    expect(ends[0]).toMatchObject({ state: 'ended', endReason: 'doctor', endedAt: expect.any(Number) })

    expect(await patient.data('call', { params })).toMatchObject({ ended: true })
    const gone = { status: 410, error: { code: 'meeting-ended' } }
    expect(await patient.call('ticket', { params })).toMatchObject(gone)
    expect(await okafor.call('ticket', { params })).toMatchObject(gone)
    expect(await okafor.call('issueInvite', { params, input: { participantId: you.participantId } })).toMatchObject(
      gone,
    )
    const input = { code: codeFor(meeting, 'patient'), name: 'Paul', consentVersion: '2026-11' }
    expect(await createApiClient(clinic.url).call('redeem', { input })).toMatchObject(gone)
  })
})

describe('the call page’s questions', () => {
  test('are answered for the doctor by their account and for the patient by their visit', async () => {
    const meeting = await create({ title: 'Check-up', admission: 'by-doctor' })
    const params = { roomId: meeting.roomId }
    expect(await okafor.data('call', { params })).toEqual({
      roomId: meeting.roomId,
      title: 'Check-up',
      ended: false,
      admission: 'by-doctor',
      you: {
        participantId: meeting.participants[0]?.participantId,
        role: 'doctor',
        name: 'Dr. Amara Okafor',
        language: 'en',
      },
    })
    const patient = createApiClient(clinic.url)
    await redeem(patient, codeFor(meeting, 'patient'), 'Zoë O’Hara')
    expect(await patient.data('call', { params })).toMatchObject({ you: { role: 'patient', name: 'Zoë O’Hara' } })
    const { ticket } = await patient.data('ticket', { params })
    expect((await patient.data('ticket', { params })).ticket).not.toBe(ticket)
    await patient.data('reportProblem', { params, input: { id: '0a1b2c3d', problem: 'camera-denied' } })
  })

  test('whoever has both doors says by which they come; without a word the doctor’s is taken', async () => {
    const meeting = await create()
    const params = { roomId: meeting.roomId }
    const both = await clinic.signedIn('okafor')
    await redeem(both, codeFor(meeting, 'patient'))
    expect((await both.data('call', { params })).you.role).toBe('doctor')
    expect((await both.data('call', { params, input: { as: 'doctor' } })).you.role).toBe('doctor')
    expect((await both.data('call', { params, input: { as: 'invited' } })).you.role).toBe('patient')
    // A doctor who is another's patient comes in as that.
    const elsewhere = await clinic.signedIn('lindqvist')
    await redeem(elsewhere, codeFor(meeting, 'patient'))
    expect((await elsewhere.data('call', { params })).you.role).toBe('patient')
    expect((await elsewhere.call('call', { params, input: { as: 'doctor' } })).status).toBe(404)
    expect((await okafor.call('call', { params, input: { as: 'invited' } })).status).toBe(401)
  })

  test('a visit to one meeting is good for no other', async () => {
    const [one, other] = [await create(), await create()]
    const patient = createApiClient(clinic.url)
    await redeem(patient, codeFor(one, 'patient'))
    const params = { roomId: other.roomId }
    expect((await patient.call('call', { params })).status).toBe(401)
    patient.cookies.set(`visit-${other.roomId}`, patient.cookies.get(`visit-${one.roomId}`) ?? '')
    expect((await patient.call('call', { params })).status).toBe(401)
    // Nor is it a staff session, nor the other way round.
    patient.cookies.set('session', patient.cookies.get(`visit-${one.roomId}`) ?? '')
    expect((await patient.call('account')).status).toBe(401)
    patient.cookies.set(`visit-${other.roomId}`, okafor.cookies.get('session') ?? '')
    expect((await patient.call('call', { params, input: { as: 'invited' } })).status).toBe(401)
  })

  test('tickets and reports are not handed out without end', async () => {
    const meeting = await create()
    const params = { roomId: meeting.roomId }
    const tickets = await Promise.all(Array.from({ length: 60 }, () => okafor.call('ticket', { params })))
    const refused = tickets.find(({ status }) => status === 429)
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
    const input = { id: '0a1b2c3d', problem: 'unexpected' } as const
    const reports = await Promise.all(Array.from({ length: 12 }, () => okafor.call('reportProblem', { params, input })))
    expect(reports.filter(({ status }) => status === 429).length).toBeGreaterThan(0)
  })
})
