import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CONSENT } from '../../signaling/contract/consent.ts'
import { type Arrived, refusal, type StandIn, standInForSignaling, success } from '../support/stand-in-signaling.ts'
import { type RunningWeb, startWeb } from '../support/web-alone.ts'

/** What pages ask the API for, in whose name, and what they make of its answers. */

const ROOM = '0123456789ab'
const PATIENT = 'ba9876543210'
const MEETING = {
  roomId: ROOM,
  title: 'Knee <script>alert(1)</script>',
  state: 'scheduled',
  admission: 'automatic',
  relayOnly: false,
  createdAt: 1,
  startsAt: null,
  waitingSince: null,
  activeSince: null,
  endedAt: null,
  endReason: null,
  participants: [{ participantId: PATIENT, role: 'patient', name: null, language: 'en', joinedAt: null, leftAt: null }],
  callUrl: `/call/${ROOM}`,
}
const INVITE = { participantId: PATIENT, role: 'patient', code: '7K3M-Q2XR-9TFA', url: 'x', issuedAt: 1, mail: null }
const ACCOUNT = { accountId: ROOM, name: 'Ada', roles: ['doctor'], sample: false }
const YOU = { participantId: PATIENT, role: 'patient', name: 'Paul', language: 'en' }

let signaling: StandIn
let web: RunningWeb

beforeAll(async () => {
  signaling = await standInForSignaling()
  web = await startWeb(signaling.port)
})
beforeEach(() => {
  signaling.arrived.length = 0
})
afterAll(async () => {
  await web.stop()
  await signaling.stop()
})

describe('a page', () => {
  test('asks in the name of whoever asks it: their doors’ cookies, and no others', async () => {
    signaling.answer = (_request, response) => success(response, { meetings: [], next: null })
    await get('/meetings', 'session=s; tracker=t; visit-0123456789ab=v; new-invites=n')
    expect(signaling.arrived[0]?.headers.cookie).toBe('session=s; visit-0123456789ab=v')
    expect(signaling.arrived[0]?.headers.origin).toBe(`http://localhost:${web.port}`)
  })

  test('sends somebody without a session to the door, and remembers where to', async () => {
    signaling.answer = (_request, response) => refusal(response, 401, 'not-signed-in')
    for (const path of ['/meetings', '/meetings?after=x', '/meetings/new', `/meetings/${ROOM}`]) {
      const response = await get(path)
      expect(response.status).toBe(303)
      expect(response.headers.get('location')).toBe(`/sign-in?next=${encodeURIComponent(path)}`)
    }
  })

  test("shows another doctor's meeting as one that does not exist", async () => {
    for (const code of ['not-found', 'not-allowed']) {
      signaling.answer = (_request, response) => refusal(response, code === 'not-found' ? 404 : 403, code)
      const response = await get(`/meetings/${ROOM}`)
      expect(response.status).toBe(404)
      expect(await response.text()).toContain('There is nothing here')
    }
  })

  test('that cannot make sense of an answer says that it is our fault, under a number to quote', async () => {
    signaling.answer = (_request, response) => success(response, { meetings: 'many' })
    const response = await get('/meetings')
    expect(response.status).toBe(500)
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'/)
    expect(await response.text()).toMatch(/our side[\s\S]*[0-9a-f]{10}/)
  })

  test('shows what people wrote literally', async () => {
    signaling.answer = (request, response) =>
      success(response, answerTo(request.url, { '/api/meetings': { meetings: [MEETING], next: null } }))
    const text = await (await get('/meetings')).text()
    expect(text).toContain('Knee &lt;script&gt;')
    // Inside a quoted attribute a tag is text already.
    expect(text.replace(/="[^"]*"/g, '')).not.toContain('<script>alert')
  })
})

describe('the way to the administration', () => {
  test('is shown to administrators, on every page of staff, and to nobody else', async () => {
    for (const [roles, shown] of [
      [['doctor', 'admin'], true],
      [['doctor'], false],
    ] as const) {
      signaling.answer = (request, response) => {
        if (request.url === '/api/account') success(response, { ...ACCOUNT, roles })
        else success(response, answerTo(request.url, {}))
      }
      for (const path of ['/meetings', '/meetings/new', `/meetings/${ROOM}`, '/password']) {
        expect((await (await get(path)).text()).includes('href="/admin"'), path).toBe(shown)
      }
    }
  })
})

describe('the door', () => {
  test('leads back to where somebody wanted to go, on this site alone', async () => {
    signaling.answer = (_request, response) => success(response, ACCOUNT, { 'set-cookie': 'session=new; HttpOnly' })
    const there = await post('/sign-in', { signInName: 'ada', password: ' secret words ', next: '/meetings/new' })
    expect(there.status).toBe(303)
    expect(there.headers.get('location')).toBe('/meetings/new')
    expect(there.headers.getSetCookie()).toEqual(['session=new; HttpOnly'])
    expect(JSON.parse(signaling.arrived[0]?.body ?? '')).toEqual({ signInName: 'ada', password: ' secret words ' })
    const elsewhere = await post('/sign-in', { signInName: 'ada', password: 'x', next: '//evil.example' })
    expect(elsewhere.headers.get('location')).toBe('/meetings')
  })

  test('leads to one’s own first page where nobody asked for another', async () => {
    for (const [roles, first] of [
      [['doctor'], '/meetings'],
      [['admin', 'doctor'], '/meetings'],
      [['admin'], '/admin'],
    ] as const) {
      signaling.answer = (_request, response) => success(response, { ...ACCOUNT, roles })
      const response = await post('/sign-in', { signInName: 'ada', password: 'x', next: '' })
      expect(response.headers.get('location')).toBe(first)
    }
  })

  test('says what is wrong beside the form, keeps the name and forgets the password', async () => {
    signaling.answer = (_request, response) => refusal(response, 401, 'wrong-credentials')
    const response = await post('/sign-in', { signInName: 'ada', password: 'wrong horse' })
    expect(response.status).toBe(401)
    const text = await response.text()
    expect(text).toContain('role="alert"')
    expect(text).toContain('value="ada"')
    expect(text).not.toContain('wrong horse')
  })

  test('tells somebody who tries too often how long to wait', async () => {
    signaling.answer = (_request, response) => {
      response.setHeader('retry-after', '30')
      refusal(response, 429, 'too-many-requests')
    }
    const response = await post('/sign-in', { signInName: 'ada', password: 'x' })
    expect(response.status).toBe(429)
    expect(response.headers.get('retry-after')).toBe('30')
  })
})

describe('joining', () => {
  const filledIn = { code: '7k3m q2xr 9tfa', name: ' Paul ', consent: CONSENT.version }

  test('trades the code for a seat and goes to the call', async () => {
    signaling.answer = redeemed
    const response = await post('/join', filledIn)
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe(`/call/${ROOM}`)
    expect(response.headers.getSetCookie()).toEqual([`visit-${ROOM}=v; HttpOnly`])
    expect(JSON.parse(signaling.arrived[0]?.body ?? '')).toEqual({
      code: '7k3m q2xr 9tfa',
      name: 'Paul',
      consentVersion: CONSENT.version,
    })
  })

  test('a doctor who tries a link of their own comes in as the one it is for', async () => {
    signaling.answer = redeemed
    const response = await post('/join', filledIn, 'session=s')
    expect(response.headers.get('location')).toBe(`/call/${ROOM}?as=invited`)
  })

  test('without consent to these very words, nothing is asked for', async () => {
    for (const consent of ['', 'an older version']) {
      const response = await post('/join', { ...filledIn, consent })
      expect(response.status).toBe(422)
      expect(await response.text()).toContain('7k3m q2xr 9tfa')
    }
    expect(signaling.arrived).toEqual([])
  })

  test('whoever read other words than those in force sees them, with what was typed, and agrees anew', async () => {
    const response = await post('/join', { ...filledIn, consent: '2020-01' })
    const text = await response.text()
    expect(text).toContain('changed this text')
    expect(text).toContain(CONSENT.text)
    expect(text).toContain('value="7k3m q2xr 9tfa"')
    expect(text).not.toMatch(/name="consent"[^>]*checked/)
  })

  test('the clinic’s own words stand at the door and on the privacy page, line by line, and their version goes along', async () => {
    const own = await startWeb(signaling.port, { CONSENT_TEXT: 'I agree <b>.\nTo all.', CONSENT_VERSION: 'ours-2' })
    try {
      for (const path of ['/join', '/privacy']) {
        const text = await (await fetch(`http://127.0.0.1:${own.port}${path}`)).text()
        expect(text).toMatch(/class="as-written"[^>]*>“?I agree &lt;b&gt;\.\nTo all\./)
        expect(text).not.toContain(CONSENT.text)
      }
      signaling.answer = redeemed
      const body = new URLSearchParams({ ...filledIn, consent: 'ours-2' })
      const sent = { method: 'POST', redirect: 'manual', body } as const
      expect((await fetch(`http://127.0.0.1:${own.port}/join`, sent)).status).toBe(303)
      expect(JSON.parse(signaling.arrived[0]?.body ?? '')).toMatchObject({ consentVersion: 'ours-2' })
    } finally {
      await own.stop()
    }
  })

  test('words that the API does not know as those in force are complained about beside the box', async () => {
    signaling.answer = (_request, response) => {
      response.writeHead(422, { 'content-type': 'application/json' })
      const error = { code: 'invalid-input', message: 'Look again.', fields: { consentVersion: 'Read it again.' } }
      response.end(JSON.stringify({ success: false, error }))
    }
    const text = await (await post('/join', filledIn)).text()
    expect(text).toMatch(/id="consent-error"[^>]*>Read it again\./)
  })

  test('a code from the first page is filled in and not complained about', async () => {
    const response = await post('/join', { from: 'first-page', code: '7K3M' })
    expect(response.status).toBe(200)
    const text = await response.text()
    expect(text).toContain('value="7K3M"')
    expect(text).not.toContain('role="alert"')
  })

  test('a wrong code and a visit that is over are told beside the form', async () => {
    for (const [status, code] of [
      [404, 'wrong-code'],
      [410, 'meeting-ended'],
    ] as const) {
      signaling.answer = (_request, response) => refusal(response, status, code)
      const response = await post('/join', filledIn)
      expect(response.status).toBe(status)
      const text = await response.text()
      expect(text).toContain('role="alert"')
      expect(text).toContain('value="Paul"')
    }
  })
})

describe('a new meeting', () => {
  beforeEach(() => {
    signaling.answer = (request, response) => {
      if (request.url === '/create-meeting') success(response, { ...MEETING, invites: [INVITE] })
      else if (request.url.endsWith('/invites')) success(response, { ...INVITE, code: 'AAAA-BBBB-CCCC' })
      else if (request.url.endsWith('/note')) success(response, { is: 'none' })
      else if (request.url.startsWith('/api/meetings/')) success(response, MEETING)
      else success(response, ACCOUNT)
    }
  })

  test('leads to the call or to its page, and takes its invites along for these alone', async () => {
    for (const [next, target] of [
      ['start', `/call/${ROOM}`],
      ['schedule', `/meetings/${ROOM}`],
    ] as const) {
      const response = await post('/meetings/new', { title: 'Knee', next }, 'session=s')
      expect(response.headers.get('location')).toBe(target)
      expect(response.headers.getSetCookie()).toEqual([
        expect.stringMatching(`^new-invites=.*; Path=/meetings/${ROOM}; `),
        expect.stringMatching(`^new-invites=.*; Path=/call/${ROOM}; `),
      ])
    }
  })

  test('shows its invites on its page while the browser carries them, and not otherwise', async () => {
    const made = await post('/meetings/new', { title: 'Knee', next: 'schedule' }, 'session=s')
    const cookie = made.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const fresh = await (await get(`/meetings/${ROOM}`, `session=s; ${cookie}`)).text()
    expect(fresh).toContain(`http://localhost:${web.port}/join#7K3M-Q2XR-9TFA`)
    expect(fresh).toContain('href="mailto:?subject=')
    expect(await (await get(`/meetings/${ROOM}`, 'session=s')).text()).not.toContain('7K3M')
  })

  test('a new link takes the place of the old one', async () => {
    const made = await post('/meetings/new', { title: 'Knee', next: 'schedule' }, 'session=s')
    const old = made.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const response = await post(
      `/meetings/${ROOM}`,
      { action: 'new-link', participantId: PATIENT },
      `session=s; ${old}`,
    )
    expect(response.status).toBe(303)
    const fresh = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const text = await (await get(`/meetings/${ROOM}`, `session=s; ${fresh}`)).text()
    expect(text).toContain('AAAA-BBBB-CCCC')
    expect(text).not.toContain('7K3M-Q2XR-9TFA')
  })

  test('with something wrong comes back with what was typed and a word beside the field', async () => {
    const response = await post('/meetings/new', { title: '', startsAt: 'soon', guest1: 'family' }, 'session=s')
    expect(response.status).toBe(422)
    const text = await response.text()
    expect(text).toContain('id="title-error"')
    expect(text).toContain('id="startsAt-error"')
    expect(text).toMatch(/<option value="family" selected/)
    expect(signaling.arrived.map(({ url }) => url)).not.toContain('/create-meeting')
  })

  test('what the API finds wrong stands beside its field', async () => {
    signaling.answer = (request, response) => {
      if (request.url !== '/create-meeting') return success(response, ACCOUNT)
      response.writeHead(422, { 'content-type': 'application/json' })
      const error = { code: 'invalid-input', message: 'Look again.', fields: { title: 'Shorter, please.' } }
      response.end(JSON.stringify({ success: false, error }))
    }
    const response = await post('/meetings/new', { title: 'x'.repeat(200) }, 'session=s')
    expect(response.status).toBe(422)
    expect(await response.text()).toMatch(/id="title-error"[^>]*>Shorter, please\./)
  })
})

test('the printed address signs in and opens the call; a dead one says what to do', async () => {
  const path = `/try/${'a'.repeat(43)}`
  signaling.answer = (_request, response) =>
    success(response, { callUrl: `/call/${ROOM}` }, { 'set-cookie': 'session=s' })
  const alive = await get(path)
  expect([alive.status, alive.headers.get('location')]).toEqual([303, `/call/${ROOM}`])
  expect(alive.headers.getSetCookie()).toEqual(['session=s'])
  signaling.answer = (_request, response) => refusal(response, 404, 'wrong-code')
  const dead = await get(path)
  expect(dead.status).toBe(404)
  expect(await dead.text()).toContain('no longer works')
})

describe('the clinic’s telephone number', () => {
  let withPhone: RunningWeb
  beforeAll(async () => {
    withPhone = await startWeb(signaling.port, { CLINIC_PHONE: '+1 (555) 0100' })
  })
  afterAll(() => withPhone.stop())

  const at = (path: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${withPhone.port}${path}`, { redirect: 'manual', ...init })

  /** In what is said about the failure, not only at the foot of the page. */
  async function expectNumber(response: Response, status: number): Promise<void> {
    expect(response.status).toBe(status)
    const main = /<main[\s\S]*<\/main>/.exec(await response.text())?.[0] ?? ''
    expect(main).toContain('href="tel:+15550100"')
    expect(main).toContain('+1 (555) 0100')
  }

  test('is offered where a page is not there, cannot be had, or broke', async () => {
    await expectNumber(await at('/nowhere'), 404)
    await expectNumber(await at('/unavailable'), 503)
    signaling.answer = (_request, response) => success(response, { nonsense: true })
    await expectNumber(await at(`/call/${ROOM}`), 500)
  })

  test('is offered where a visit does not let somebody in, or is over', async () => {
    signaling.answer = (_request, response) => refusal(response, 401, 'not-signed-in')
    await expectNumber(await at(`/call/${ROOM}`), 401)
    const view = { roomId: ROOM, title: 'Knee', endReason: 'time', role: 'patient', came: true, feedback: null }
    signaling.answer = (_request, response) => success(response, view)
    await expectNumber(await at(`/call/${ROOM}/goodbye`), 200)
  })

  test.each([
    [404, 'wrong-code'],
    [410, 'meeting-ended'],
    [429, 'too-many-requests'],
  ])('is offered at the door where a code is answered with %i', async (status, code) => {
    signaling.answer = (_request, response) => refusal(response, status, code)
    const body = new URLSearchParams({ code: '7k3m q2xr 9tfa', name: 'Paul', consent: CONSENT.version })
    await expectNumber(await at('/join', { method: 'POST', body }), status)
  })

  test('is offered to whoever has scripts switched off, on the call page and at the test', async () => {
    signaling.answer = (_request, response) =>
      success(response, { roomId: ROOM, title: 'Knee', ended: false, admission: 'automatic', you: YOU })
    for (const path of [`/call/${ROOM}`, '/test']) {
      const noscript = /<body[\s\S]*?(<noscript[\s\S]*?<\/noscript>)/.exec(await (await at(path)).text())?.[1]
      expect(noscript, path).toContain('href="tel:+15550100"')
    }
  })
})

test('signing out takes a form, not a link', async () => {
  signaling.answer = (_request, response) => success(response, {}, { 'set-cookie': 'session=; Max-Age=0' })
  expect((await get('/sign-out', 'session=s')).status).toBe(200)
  expect(signaling.arrived).toEqual([])
  const response = await post('/sign-out', {}, 'session=s')
  expect([response.status, response.headers.get('location')]).toEqual([303, '/'])
  expect(response.headers.getSetCookie()).toEqual(['session=; Max-Age=0'])
})

/** What a doctor without visits would be told, but for what is said here. */
function answerTo(url: string, some: Record<string, unknown>): unknown {
  const usual = {
    '/api/account': ACCOUNT,
    '/api/meetings': { meetings: [], next: null },
    '/api/desk': { arrivals: [], colleagues: [] },
    [`/api/meetings/${ROOM}/note`]: { is: 'none' },
  }
  return { ...usual, ...some }[url] ?? MEETING
}

function redeemed(_request: Arrived, response: Parameters<StandIn['answer']>[1]): void {
  const data = { roomId: ROOM, title: 'Knee', ended: false, admission: 'automatic', you: YOU }
  success(response, data, { 'set-cookie': `visit-${ROOM}=v; HttpOnly` })
}

function get(path: string, cookie = ''): Promise<Response> {
  return fetch(`http://127.0.0.1:${web.port}${path}`, { redirect: 'manual', headers: { cookie } })
}

function post(path: string, fields: Record<string, string>, cookie = ''): Promise<Response> {
  const body = new URLSearchParams(fields)
  return fetch(`http://127.0.0.1:${web.port}${path}`, { method: 'POST', redirect: 'manual', headers: { cookie }, body })
}
