import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { arrival, note } from '../support/arrivals.ts'
import { refusal, type StandIn, standInForSignaling, success } from '../support/stand-in-signaling.ts'
import { type RunningWeb, startWeb } from '../support/web-alone.ts'

/** The pages of waiting, without scripts: what they ask the API for, what they make of its answers, and when they stand still. */

const ROOM = '0123456789ab'
const PAUL = 'ba9876543210'
const COLLEAGUE = '1123456789ab'
const ACCOUNT = { accountId: ROOM, name: 'Ada', roles: ['doctor'], sample: false }
const ARRIVAL = arrival({
  roomId: ROOM,
  title: 'Knee <b>1</b>',
  participant: { id: PAUL, role: 'patient', name: 'Paul <script>' },
  since: Date.now() - 16 * 60_000,
  notes: [note({ from: 'person', text: 'Hello <i>there</i>' })],
})
const MEETING = {
  roomId: ROOM,
  title: 'Knee <b>1</b>',
  state: 'waiting',
  admission: 'by-doctor',
  relayOnly: false,
  createdAt: 1,
  startsAt: null,
  waitingSince: 1,
  activeSince: null,
  endedAt: null,
  endReason: null,
  participants: [],
  callUrl: `/call/${ROOM}`,
}
const CALL = {
  roomId: ROOM,
  title: 'Knee',
  ended: false,
  admission: 'by-doctor',
  you: { participantId: PAUL, role: 'patient', name: 'Paul', language: 'ar' },
}
const WAIT = { admitted: false, since: Date.now() - 3 * 60_000, place: 2, held: false, notes: [] }
const REFRESH = /<noscript>\s*<meta http-equiv="refresh"/

let signaling: StandIn
let web: RunningWeb
let answers: Record<string, unknown>

beforeAll(async () => {
  signaling = await standInForSignaling()
  web = await startWeb(signaling.port, { CLINIC_PHONE: '+49 30 1234567' })
})
beforeEach(() => {
  signaling.arrived.length = 0
  answers = {
    '/api/account': ACCOUNT,
    '/api/meetings': { meetings: [], next: null },
    '/api/desk': { arrivals: [ARRIVAL], colleagues: [{ accountId: COLLEAGUE, name: 'Dr. Okafor' }] },
    [`/api/call/${ROOM}`]: CALL,
    [`/api/call/${ROOM}/wait`]: WAIT,
  }
  signaling.answer = (request, response) => {
    const path = request.url.split('?')[0] ?? ''
    const answer = answers[path]
    if (answer instanceof Refused) refusal(response, answer.status, answer.code)
    else success(response, answer ?? {})
  }
})
afterAll(async () => {
  await web.stop()
  await signaling.stop()
})

class Refused {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string) {
    this.status = status
    this.code = code
  }
}

describe('the doctor’s list', () => {
  test('shows who has arrived, literally, with how long and how they stand, and refreshes itself', async () => {
    const text = await (await get('/meetings')).text()
    expect(text).toContain('Paul &lt;script>')
    expect(text.replace(/="[^"]*"/g, '')).not.toContain('<i>there</i>')
    expect(text).toMatch(/Waiting since \d\d:\d\d, for 16 minutes/)
    expect(text).toContain('Long wait')
    expect(text).toContain('Network not checked')
    expect(text).toMatch(REFRESH)
  })

  test('stands still with a card opened, which has everything that can be done', async () => {
    const text = await (await get(`/meetings?open=${PAUL}`)).text()
    expect(text).not.toMatch(REFRESH)
    for (const word of ['five-minutes', 'allow-devices', 'we-call-you']) {
      expect(text).toContain(`name="word" value="${word}"`)
    }
    expect(text).toContain('Dr. Okafor')
    expect(await (await get('/meetings')).text()).not.toContain('Dr. Okafor</option>')
  })

  test('does what a form asks for, and leads on', async () => {
    const about = { roomId: ROOM, participantId: PAUL }
    const person = `/api/meetings/${ROOM}/people/${PAUL}`
    const said = note({ id: 'm'.repeat(12) })
    answers[`${person}/admit`] = { admitted: 'now' }
    answers[`${person}/hold`] = { held: 'now' }
    answers[`${person}/tell`] = said
    for (const [fields, path, body, target] of [
      [{ act: 'admit' }, `${person}/admit`, {}, `/call/${ROOM}`],
      [{ act: 'hold' }, `${person}/hold`, {}, '/meetings'],
      [{ word: 'unmute' }, `${person}/tell`, { word: 'unmute' }, '/meetings'],
      [{ act: 'write', text: 'Soon' }, `${person}/tell`, { text: 'Soon' }, '/meetings'],
      [{ act: 'move', to: COLLEAGUE }, `/api/meetings/${ROOM}/move`, { doctor: COLLEAGUE }, '/meetings'],
    ] as const) {
      signaling.arrived.length = 0
      const response = await post('/meetings', { ...about, ...fields })
      expect([response.status, response.headers.get('location')]).toEqual([303, target])
      expect(signaling.arrived.map(({ url, body: sent }) => [url, JSON.parse(sent)])).toEqual([[path, body]])
    }
  })

  test('asks for nothing when a form is none of its own', async () => {
    const response = await post('/meetings', { act: 'delete', roomId: ROOM })
    expect([response.status, response.headers.get('location')]).toEqual([303, '/meetings'])
    expect(signaling.arrived).toEqual([])
  })

  test('says what could not be done, keeps the card open and stands still', async () => {
    answers[`/api/meetings/${ROOM}/people/${PAUL}/tell`] = new Refused(409, 'not-waiting')
    const response = await post('/meetings', { roomId: ROOM, participantId: PAUL, act: 'write', text: 'Soon' })
    expect(response.status).toBe(409)
    const text = await response.text()
    expect(text).toMatch(/role="alert"[^>]*>\s*<p>\s*<strong>No\./)
    expect(text).toContain(`id="text-${PAUL}"`)
    expect(text).not.toMatch(REFRESH)
  })

  test('does not say a visit twice: by its people while they wait, as a visit otherwise', async () => {
    answers['/api/meetings'] = { meetings: [MEETING], next: null }
    const rows = async () => (await (await get('/meetings')).text()).match(/<li class="meeting">/g)?.length ?? 0
    expect(await rows()).toBe(0)
    answers['/api/desk'] = { arrivals: [], colleagues: [] }
    expect(await rows()).toBe(1)
    answers['/api/desk'] = { arrivals: [ARRIVAL], colleagues: [] }
    answers['/api/meetings'] = { meetings: [{ ...MEETING, state: 'active', activeSince: 1 }], next: null }
    expect(await rows()).toBe(1)
  })

  test('is there for somebody whose account has no desk', async () => {
    answers['/api/desk'] = new Refused(403, 'not-allowed')
    const response = await get('/meetings')
    expect(response.status).toBe(200)
    expect(await response.text()).not.toContain('Waiting now')
  })
})

describe('the waiting room without scripts', () => {
  const here = `/call/${ROOM}/waiting`

  test('is where the call page leads whoever has none, but for the doctor', async () => {
    expect(await (await get(`/call/${ROOM}?as=invited`)).text()).toContain(
      `<meta http-equiv="refresh" content="0;url=${here}?as=invited">`,
    )
    answers[`/api/call/${ROOM}`] = { ...CALL, you: { ...CALL.you, role: 'doctor' } }
    expect(await (await get(`/call/${ROOM}`)).text()).not.toContain('http-equiv="refresh"')
    expect((await get(here)).headers.get('location')).toBe(`/call/${ROOM}`)
  })

  test('keeps the seat at each look, and says since when and who is before', async () => {
    const response = await get(`${here}?as=invited`)
    const text = await response.text()
    expect(signaling.arrived.map(({ url }) => url)).toEqual([`/api/call/${ROOM}?as=invited`, `/api/call/${ROOM}/wait`])
    expect(JSON.parse(signaling.arrived[1]?.body ?? '')).toEqual({ as: 'invited' })
    expect(text).toContain('The clinic knows that you are here.')
    expect(text).toContain('2 people are before you.')
    expect(text).toMatch(/Waiting since \d\d:\d\d, for 3 minutes/)
    expect(text).toContain('tel:+49301234567')
    expect(text).toMatch(REFRESH)
  })

  test('shows the clinic’s sentences in the language and direction of the reader, and text as text', async () => {
    const notes = [note({ word: 'we-are-coming', text: null }), note({ id: 'm'.repeat(12), text: '<b>Soon</b>' })]
    answers[`/api/call/${ROOM}/wait`] = { ...WAIT, held: true, notes }
    const text = await (await get(here)).text()
    expect(text).toMatch(/<span lang="ar" dir="rtl">\s*سنكون معكم بعد لحظات/)
    expect(text).toContain('&lt;b&gt;Soon&lt;/b&gt;')
    expect(text).toContain('Your visit is on hold for a moment.')
  })

  test('stands still for writing, hands on what was written, and gives it back when that failed', async () => {
    expect(await (await get(`${here}?write=yes`)).text()).not.toMatch(REFRESH)
    answers[`/api/call/${ROOM}/note`] = note({ from: 'person', text: 'Hello' })
    const sent = await post(here, { text: ' Hello ' })
    expect([sent.status, sent.headers.get('location')]).toEqual([303, here])
    expect(JSON.parse(signaling.arrived.find(({ url }) => url.endsWith('/note'))?.body ?? '')).toEqual({
      text: 'Hello',
    })

    answers[`/api/call/${ROOM}/note`] = new Refused(429, 'too-many-requests')
    const refused = await post(here, { text: 'Hello again' })
    expect(refused.status).toBe(429)
    const text = await refused.text()
    expect(text).toContain('value="Hello again"')
    expect(text).not.toMatch(REFRESH)
    const empty = await post(here, { text: '  ' })
    expect([empty.status, (await empty.text()).includes('Please write something first.')]).toEqual([422, true])
  })

  test('says how to go on once the door is open', async () => {
    answers[`/api/call/${ROOM}/wait`] = { ...WAIT, admitted: true }
    const text = await (await get(here)).text()
    expect(text).toContain('You can come in.')
    expect(text).toContain('Switch JavaScript on')
    expect(text).toContain(`href="/call/${ROOM}"`)
  })

  test('goes on looking while the clinic cannot answer, and says that the place is kept', async () => {
    answers[`/api/call/${ROOM}/wait`] = new Refused(503, 'store-unavailable')
    const response = await get(here)
    const text = await response.text()
    expect(response.status).toBe(503)
    expect(text).toContain('The line to the clinic is interrupted.')
    expect(text).toMatch(REFRESH)
    answers[`/api/call/${ROOM}`] = new Refused(503, 'store-unavailable')
    expect((await get(here)).status).toBe(503)
  })

  test('sends whoever is not expected, or not any more, to the visit’s own page', async () => {
    for (const refused of [new Refused(401, 'not-signed-in'), new Refused(404, 'not-found')]) {
      answers[`/api/call/${ROOM}`] = refused
      expect((await get(here)).headers.get('location')).toBe(`/call/${ROOM}`)
    }
    answers[`/api/call/${ROOM}`] = CALL
    answers[`/api/call/${ROOM}/wait`] = new Refused(410, 'meeting-ended')
    expect((await get(here)).headers.get('location')).toBe(`/call/${ROOM}`)
  })

  test('may use neither camera nor microphone', async () => {
    expect((await get(here)).headers.get('permissions-policy')).toContain('camera=()')
  })
})

function get(path: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${web.port}${path}`, { redirect: 'manual', headers: { cookie: 'session=s' } })
}

function post(path: string, fields: Record<string, string>): Promise<Response> {
  const body = new URLSearchParams(fields)
  const headers = { cookie: 'session=s' }
  return fetch(`http://127.0.0.1:${web.port}${path}`, { method: 'POST', redirect: 'manual', headers, body })
}
