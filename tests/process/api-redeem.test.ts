import { afterAll, beforeAll, expect, test } from 'vitest'
import { CONSENT } from '../../signaling/contract/consent.ts'
import type { RouteData } from '../../signaling/contract/routes.ts'
import { type ApiClient, createApiClient, redeem } from '../support/api-client.ts'
import { type Clinic, startClinic } from '../support/clinic.ts'

let clinic: Clinic
let doctor: ApiClient
let meeting: RouteData<'createMeeting'>
let code: string
beforeAll(async () => {
  clinic = await startClinic()
  doctor = await clinic.signedIn('okafor')
  meeting = await doctor.data('createMeeting', { input: { title: 'Check-up', guests: ['interpreter'] } })
  code = meeting.invites[0]?.code ?? ''
})
afterAll(() => clinic.stop())

const said = (typed: string, name = 'Paul Miller') => ({
  input: { code: typed, name, consentVersion: CONSENT.version },
})

test('a code gives a cookie for that meeting alone, for a day', async () => {
  const { setCookies } = await createApiClient(clinic.url).call('redeem', said(code))
  expect(setCookies).toHaveLength(1)
  expect(setCookies[0]).toMatch(
    new RegExp(`^visit-${meeting.roomId}=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax; Max-Age=86400$`),
  )
})

test('typed in any way it is the same code, and each time the same seat', async () => {
  const ways = [code.toLowerCase(), code.replaceAll('-', ''), ` ${code.replaceAll('-', ' ')} `]
  const seats = await Promise.all(ways.map((typed) => redeem(createApiClient(clinic.url), typed)))
  expect(new Set(seats.map(({ you }) => you.participantId)).size).toBe(1)
})

test('whoever comes again may give another name, and the doctor sees it', async () => {
  await redeem(createApiClient(clinic.url), code, 'P. Miller')
  await redeem(createApiClient(clinic.url), code, 'Paula Miller')
  const view = await doctor.data('meeting', { params: { roomId: meeting.roomId } })
  expect(view.participants.map(({ name }) => name)).toEqual(['Dr. Amara Okafor', 'Paula Miller', null])
})

test('five hundred at once still make one seat', async () => {
  const client = createApiClient(clinic.url)
  const calls = await Promise.all(Array.from({ length: 500 }, () => client.call('redeem', said(code))))
  expect(calls.every(({ status }) => status === 200)).toBe(true)
  expect(new Set(calls.map((call) => (call.success ? call.data.you.participantId : null))).size).toBe(1)
})

test('the person must have seen the text that is in force', async () => {
  const answer = await createApiClient(clinic.url).call('redeem', {
    input: { code, name: 'Paul', consentVersion: '2020-01' },
  })
  expect(answer).toMatchObject({
    status: 422,
    error: { fields: { consentVersion: expect.any(String) } },
    setCookies: [],
  })
})

test("the clinic's own words count instead of ours, and their version is stored with the time", async () => {
  const own = await startClinic({ CONSENT_TEXT: 'I agree.', CONSENT_VERSION: 'ours-2' })
  try {
    const ada = await own.signedIn('okafor')
    const { roomId, invites } = await ada.data('createMeeting', { input: { title: 'Check-up' } })
    const typed = invites[0]?.code ?? ''
    const patient = createApiClient(own.url)
    expect((await patient.call('redeem', said(typed))).status).toBe(422)
    const before = Date.now()
    await patient.data('redeem', { input: { code: typed, name: 'Paul', consentVersion: 'ours-2' } })
    const admin = await own.signedIn('marsh')
    const seen = await admin.data('adminMeeting', { params: { roomId } })
    const consent = seen.participants.find(({ role }) => role === 'patient')?.consent
    expect(consent?.version).toBe('ours-2')
    expect(consent?.at).toBeGreaterThanOrEqual(before)
  } finally {
    await own.stop()
  }
})

test('reading the join page’s address uses nothing up: only a POST redeems', async () => {
  const response = await createApiClient(clinic.url).raw('GET', `/api/redeem?code=${code}`)
  expect(response.status).toBe(405)
  expect(response.headers.get('allow')).toBe('POST')
})

test('unknown, malformed, revoked and one letter off: the same answer to the letter', async () => {
  const guest = meeting.invites[1]
  const params = { roomId: meeting.roomId }
  await doctor.data('issueInvite', { params, input: { participantId: guest?.participantId ?? '' } })
  const oneOff = code.replace(/.$/, (letter) => (letter === '0' ? '2' : '0'))
  const answers = await Promise.all(
    ['ABCD-EFGH-JKMN', '!!!!-????-++++', guest?.code ?? '', oneOff, 'no code at all'].map(async (typed) => {
      const { status, headers, setCookies, ...rest } = await createApiClient(clinic.url).call('redeem', said(typed))
      const kept = [...headers].filter(([name]) => !['date'].includes(name))
      return JSON.stringify({ status, kept, setCookies, rest })
    }),
  )
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).toContain('"status":404')
})

test('unknown and malformed codes take the same time', async () => {
  const kinds = ['ABCD-EFGH-JKMN', '!!!!-????-++++']
  const times = kinds.map((): number[] => [])
  for (let round = 0; round < 60; round += 1) {
    for (const [index, typed] of kinds.entries()) {
      const client = createApiClient(clinic.url)
      const start = performance.now()
      await client.call('redeem', said(typed))
      times[index]?.push(performance.now() - start)
    }
  }
  const [unknown = 0, malformed = 0] = times.map((taken) => taken.sort((a, b) => a - b)[15])
  expect(Math.abs(unknown - malformed)).toBeLessThan(5)
})

test('after ten wrong codes an address waits, also for the right one, and all of an IPv6 /64 is one address', async () => {
  for (let guesses = 0; guesses < 10; guesses += 1) {
    const guesser = createApiClient(clinic.url, `2001:db8:7:7::${guesses}`)
    expect((await guesser.call('redeem', said(`ABCD-EFGH-JKM${guesses}`))).status).toBe(404)
  }
  const refused = await createApiClient(clinic.url, '2001:db8:7:7:8:8:8:8').call('redeem', said(code))
  expect(refused).toMatchObject({ status: 429, error: { code: 'too-many-requests' } })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await createApiClient(clinic.url, '2001:db8:7:8::1').call('redeem', said(code))).status).toBe(200)
})

test('right codes do not use up the patience for wrong ones', async () => {
  const clinicTablet = createApiClient(clinic.url)
  for (let visits = 0; visits < 25; visits += 1) await redeem(clinicTablet, code)
  expect((await clinicTablet.call('redeem', said('ABCD-EFGH-JKMN'))).status).toBe(404)
})

test('X-Forwarded-For is believed from trusted proxies alone', async () => {
  const strict = await startClinic({ SIGNALING_TRUSTED_PROXIES: '203.0.113.1' })
  const answers: number[] = []
  for (let guesses = 0; guesses < 11; guesses += 1) {
    answers.push((await createApiClient(strict.url).call('redeem', said('ABCD-EFGH-JKMN'))).status)
  }
  expect(answers.at(-1)).toBe(429)
  await strict.stop()
})
