import ICAL from 'ical.js'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { refusal, type StandIn, standInForSignaling, success } from '../support/stand-in-signaling.ts'
import { type RunningWeb, startWeb } from '../support/web-alone.ts'

/** How the doctor's pages hand an invitation on, with an API that answers as the tests say. */

const ROOM = '0123456789ab'
const PATIENT = 'ba9876543210'
const STARTS = Date.parse('2026-12-01T08:30:00Z')
const person = { name: null, joinedAt: null, leftAt: null }
const MEETING = {
  roomId: ROOM,
  title: 'Knee',
  state: 'scheduled',
  admission: 'automatic',
  relayOnly: false,
  createdAt: 1_000,
  startsAt: STARTS,
  waitingSince: null,
  activeSince: null,
  endedAt: null,
  endReason: null,
  participants: [{ ...person, participantId: PATIENT, role: 'patient', language: 'ar' }],
  callUrl: `/call/${ROOM}`,
}
const INVITE = {
  participantId: PATIENT,
  role: 'patient',
  code: '7K3M-Q2XR-9TFA',
  url: 'x',
  issuedAt: 61_000,
  mail: null,
}
const ACCOUNT = { accountId: ROOM, name: 'Ada', roles: ['doctor'], sample: false }
const email = 'paul@example.org'
const phone = '+1 (555) 0123'

let signaling: StandIn
let web: RunningWeb
let meeting: object
let invite: object

beforeAll(async () => {
  signaling = await standInForSignaling()
  web = await startWeb(signaling.port, {
    PUBLIC_URL: 'http://localhost:4321',
    CLINIC_NAME: 'Example Clinic',
    CLINIC_PHONE: '+1 555 0100',
    TZ: 'Europe/Berlin',
  })
})
beforeEach(() => {
  signaling.arrived.length = 0
  meeting = MEETING
  invite = INVITE
  signaling.answer = (request, response) => {
    if (request.url === '/create-meeting') success(response, { ...meeting, invites: [invite] })
    else if (request.url.endsWith('/revoke')) success(response, {})
    else if (request.url.endsWith('/invites')) success(response, invite)
    else if (request.url.endsWith('/note')) success(response, { is: 'none' })
    else success(response, request.url === '/api/account' ? ACCOUNT : meeting)
  }
})
afterAll(async () => {
  await web.stop()
  await signaling.stop()
})

describe('the creation form', () => {
  test('hands language and address to the API, and the number to nobody', async () => {
    await created({ language: 'ar', email, phone, requestId: '0123456789abcdef' })
    const [asked] = signaling.arrived
    expect(JSON.parse(asked?.body ?? '')).toMatchObject({ language: 'ar', email, requestId: '0123456789abcdef' })
    expect(asked?.body).not.toContain('555')
  })

  test('carries an id of its own at each showing', async () => {
    const ids = await Promise.all(
      [1, 2].map(async () => /name="requestId" value="([\w-]{16,64})"/.exec(await page('/meetings/new'))?.[1]),
    )
    expect(ids[0]).toBeDefined()
    expect(ids[0]).not.toBe(ids[1])
  })

  test('with an address that is none comes back whole, with a word beside the field', async () => {
    signaling.answer = (request, response) => {
      if (request.url !== '/create-meeting') return success(response, ACCOUNT)
      response.writeHead(422, { 'content-type': 'application/json' })
      const error = { code: 'invalid-input', message: 'Look again.', fields: { email: 'Like name@example.org.' } }
      response.end(JSON.stringify({ success: false, error }))
    }
    const fields = { title: 'Knee', language: 'tr', email: 'paul@', phone, next: 'schedule' }
    const response = await post('/meetings/new', fields)
    expect(response.status).toBe(422)
    const text = await response.text()
    expect(text).toMatch(/id="email-error"[^>]*>Like name@example\.org\./)
    expect(text).toContain('value="paul@"')
    expect(text).toContain(`value="${phone}"`)
    expect(text).toMatch(/<option value="tr" selected/)
  })

  test('with a number that is none says so before anything is made', async () => {
    const response = await post('/meetings/new', { title: 'Knee', phone: 'at the desk' })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain('id="phone-error"')
    expect(signaling.arrived.map(({ url }) => url)).not.toContain('/create-meeting')
  })
})

describe('a fresh invite on the meeting’s page', () => {
  test('is there in each of its ways, in the patient’s language, to the address and number given', async () => {
    const text = await page(`/meetings/${ROOM}`, await created({ email, phone }))
    expect(text).toContain('href="http://localhost:4321/join#7K3M-Q2XR-9TFA"')
    expect(text).toContain(`href="mailto:${email}?subject=`)
    expect(text).toContain('href="sms:+15550123?&amp;body=')
    expect(text).toContain(`href="/meetings/${ROOM}/${PATIENT}.ics"`)
    expect(text).toMatch(/<svg class="qr"[^>]*role="img" aria-label="QR picture of the link: Patient"/)
    expect(text).toMatch(/<div class="letter" lang="ar" dir="rtl">/)
    expect(text).toContain('<bdi dir="ltr">7K3M-Q2XR-9TFA</bdi>')
  })

  test.each([
    ['sent', 'Sent by e-mail to paul@example.org.'],
    ['failed', 'could not be sent'],
    ['not-set-up', 'nothing was sent'],
  ])('says what became of the e-mail: %s', async (mail, said) => {
    invite = { ...INVITE, mail }
    expect(await page(`/meetings/${ROOM}`, await created({ email }))).toContain(said)
  })

  test('has no calendar file when the visit is for now', async () => {
    meeting = { ...MEETING, startsAt: null }
    const cookie = await created({})
    expect(await page(`/meetings/${ROOM}`, cookie)).not.toContain('.ics')
    expect((await get(`/meetings/${ROOM}/${PATIENT}.ics`, cookie)).status).toBe(404)
  })

  test('keeps an address that looks like markup as text', async () => {
    const strange = "'><b>@example.org"
    const text = await page(`/meetings/${ROOM}`, await created({ email: strange }))
    expect(text).not.toContain('<b>@')
  })
})

describe('the calendar file', () => {
  test('is a download that calendars read, of this meeting and this person', async () => {
    const response = await get(`/meetings/${ROOM}/${PATIENT}.ics`, await created({}))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toMatch(/^text\/calendar; charset=utf-8/)
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="video-visit.ics"')
    expect(response.headers.get('cache-control')).toBe('no-store')
    const event = new ICAL.Event(
      new ICAL.Component(ICAL.parse(await response.text())).getFirstSubcomponent('vevent') ?? undefined,
    )
    expect(event.startDate.toJSDate().getTime()).toBe(STARTS)
    expect(event.location).toBe('http://localhost:4321/join#7K3M-Q2XR-9TFA')
    expect([event.sequence, event.uid]).toEqual([60, `${ROOM}.${PATIENT}@localhost:4321`])
  })

  test('is not there without the browser that has the code, or for somebody else', async () => {
    expect((await get(`/meetings/${ROOM}/${PATIENT}.ics`)).status).toBe(404)
    expect((await get(`/meetings/${ROOM}/000000000000.ics`, await created({}))).status).toBe(404)
  })

  test('is for whoever may see the meeting', async () => {
    const cookie = await created({})
    signaling.answer = (_request, response) => refusal(response, 404, 'not-found')
    expect((await get(`/meetings/${ROOM}/${PATIENT}.ics`, cookie)).status).toBe(404)
    signaling.answer = (_request, response) => refusal(response, 401, 'not-signed-in')
    expect((await get(`/meetings/${ROOM}/${PATIENT}.ics`, cookie)).status).toBe(303)
  })
})

describe('a new link', () => {
  test('goes to the address given with it, and what is wrong with that stands beside it', async () => {
    const fields = { action: 'new-link', participantId: PATIENT, requestId: '0123456789abcdef' }
    await post(`/meetings/${ROOM}`, { ...fields, email })
    expect(JSON.parse(signaling.arrived[0]?.body ?? '')).toEqual({
      participantId: PATIENT,
      email,
      requestId: '0123456789abcdef',
    })
    const response = await post(`/meetings/${ROOM}`, { ...fields, email, phone: 'none' })
    expect(response.status).toBe(422)
    const text = await response.text()
    expect(text).toContain(`id="phone-${PATIENT}-error"`)
    expect(text).toContain(`href="#phone-${PATIENT}"`)
    expect(text).toContain(`value="${email}"`)
    expect(text).toMatch(/<details open/)
  })
})

describe('revoking', () => {
  test('asks the API, takes the link from the page and says so', async () => {
    const cookie = await created({})
    signaling.arrived.length = 0
    const response = await post(`/meetings/${ROOM}`, { action: 'revoke', participantId: PATIENT }, cookie)
    expect(signaling.arrived.map(({ url, body }) => [url, body])).toEqual([
      [`/api/meetings/${ROOM}/invites/revoke`, JSON.stringify({ participantId: PATIENT })],
    ])
    expect(response.status).toBe(303)
    const text = await page(response.headers.get('location') ?? '', response.headers.getSetCookie()[0]?.split(';')[0])
    expect(text).not.toContain('7K3M')
    expect(text).toContain('The link is revoked')
    expect(await page(`/meetings/${ROOM}`)).not.toContain('The link is revoked')
  })
})

describe('inside another app', () => {
  const apps = {
    instagram:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 350.0',
    facebook:
      'Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/480.0;]',
  }
  const join = async (agent: string) =>
    await (await fetch(`http://127.0.0.1:${web.port}/join`, { headers: { 'user-agent': agent } })).text()

  test('the door says how to go on in one’s own browser, and stays open', async () => {
    const onPhone = await join(apps.instagram)
    expect(onPhone).toContain('Open this in your own browser')
    expect(onPhone).toContain('Open in Safari')
    expect(onPhone).not.toContain('intent:')
    for (const text of [onPhone, await join(apps.facebook)]) {
      expect(text).toContain('>http://localhost:4321/join<')
      expect(text).toContain('name="code"')
    }
  })

  test('on Android there is a link out of the app', async () => {
    expect(await join(apps.facebook)).toMatch(/href="intent:\/\/localhost:4321\/join#Intent;scheme=http;/)
  })

  test('a code that was typed is in the link to take along', async () => {
    const body = new URLSearchParams({ code: '7K3M-Q2XR-9TFA' })
    const headers = { 'user-agent': apps.facebook }
    const response = await fetch(`http://127.0.0.1:${web.port}/join`, { method: 'POST', headers, body })
    const text = await response.text()
    expect(text).toContain('>http://localhost:4321/join#7K3M-Q2XR-9TFA<')
    expect(text).toContain('intent://localhost:4321/join#7K3M-Q2XR-9TFA#Intent;')
  })

  test('a browser sees nothing of it', async () => {
    expect(await join('Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0')).not.toContain(
      'own browser',
    )
  })
})

/** Makes a meeting by the form; the cookies of the doctor's browser afterwards, on the meeting's own pages. */
async function created(fields: Record<string, string>): Promise<string> {
  const response = await post('/meetings/new', { title: 'Knee', next: 'schedule', ...fields })
  expect(response.status).toBe(303)
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

async function page(path: string, cookie = ''): Promise<string> {
  return await (await get(path, cookie)).text()
}

function get(path: string, cookie = ''): Promise<Response> {
  const headers = { cookie: `session=s; ${cookie}` }
  return fetch(`http://127.0.0.1:${web.port}${path}`, { redirect: 'manual', headers })
}

function post(path: string, fields: Record<string, string>, cookie = ''): Promise<Response> {
  const init = { method: 'POST', redirect: 'manual', headers: { cookie: `session=s; ${cookie}` } } as const
  return fetch(`http://127.0.0.1:${web.port}${path}`, { ...init, body: new URLSearchParams(fields) })
}
