import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  ACCOUNT,
  ADMIN_ID,
  adminMeeting,
  auditLine,
  DOCTOR_ID,
  meetingList,
  overview,
  PEOPLE,
  part,
  person,
  ROOM_ID,
  SYSTEM,
} from '../support/admin-answers.ts'
import { refusal, type StandIn, standInForSignaling, success } from '../support/stand-in-signaling.ts'
import { type RunningWeb, startWeb } from '../support/web-alone.ts'

/** What the administrator's pages ask the API for, and what they make of its answers. */

const PAGES = [
  '/admin',
  '/admin/meetings',
  `/admin/meetings/${ROOM_ID}`,
  '/admin/people',
  '/admin/audit',
  '/admin/system',
]

/** By the start of its path, the longest first. */
let answers: Record<string, unknown>
let signaling: StandIn
let web: RunningWeb

beforeAll(async () => {
  signaling = await standInForSignaling()
  web = await startWeb(signaling.port, { RETENTION_DAYS: '45' })
})
beforeEach(() => {
  signaling.arrived.length = 0
  answers = {
    '/api/account': ACCOUNT,
    '/api/password': {},
    '/api/admin/overview': overview(30),
    '/api/admin/meetings/': adminMeeting(),
    '/api/admin/meetings': meetingList([adminMeeting()]),
    '/api/admin/people': { people: PEOPLE },
    '/api/admin/audit': { lines: [auditLine()], next: null },
    '/api/admin/system': SYSTEM,
  }
  signaling.answer = (request, response) => {
    const paths = Object.keys(answers).sort((a, b) => b.length - a.length)
    const path = paths.find((one) => request.url.startsWith(one))
    if (path === undefined) refusal(response, 404, 'not-found')
    else success(response, answers[path])
  }
})
afterAll(async () => {
  await web.stop()
  await signaling.stop()
})

describe('every page of the administration', () => {
  test.each(PAGES)('%s has no script, and a policy that allows it none of its own', async (path) => {
    const response = await get(path)
    expect(response.status).toBe(200)
    const text = await response.text()
    expect(text).not.toMatch(/<script|\son\w+=|\sstyle=/)
    expect(text).toMatch(/<a href="[^"]+" aria-current="page"/)
    expect(response.headers.get('content-security-policy')).not.toContain('unsafe-inline')
  })

  test.each(PAGES)('%s sends somebody without a session to the door, and back afterwards', async (path) => {
    signaling.answer = (_request, response) => refusal(response, 401, 'not-signed-in')
    const response = await get(path)
    expect([response.status, response.headers.get('location')]).toEqual([
      303,
      `/sign-in?next=${encodeURIComponent(path)}`,
    ])
  })

  test.each(PAGES)('%s tells a doctor kindly that it is not theirs', async (path) => {
    signaling.answer = (_request, response) => refusal(response, 403, 'not-allowed')
    const response = await get(path)
    expect(response.status).toBe(403)
    expect(await response.text()).toContain('This is for administrators')
  })

  test.each(PAGES)('%s is not available when the store is not', async (path) => {
    signaling.answer = (_request, response) => refusal(response, 503, 'store-unavailable')
    expect((await get(path)).status).toBe(503)
  })

  test('asks in the name of whoever asks it', async () => {
    await get('/admin/people', 'session=s; tracker=t')
    expect(signaling.arrived.map(({ headers }) => headers.cookie)).toEqual(['session=s', 'session=s'])
  })
})

describe('the overview', () => {
  test('draws one bar a day for each outcome that the day had, and says the same in words', async () => {
    const text = await (await get('/admin')).text()
    const { days } = overview(30)
    const withMeetings = days.filter(({ connected }) => connected > 0).length
    const [, bars = ''] = /<path class="connected" d="([^"]*)"/.exec(text) ?? []
    expect(bars.match(/M/g)).toHaveLength(withMeetings)
    const total = days.reduce((sum, { meetings }) => sum + meetings, 0)
    expect(text).toContain(`${total} meetings: `)
    expect(text.match(/<tr>/g)).toHaveLength(31)
  })

  test('asks for as many days as its address says, and for thirty when that is no choice it gives', async () => {
    for (const [query, days] of [
      ['?days=14', '14'],
      ['?days=90', '90'],
      ['?days=100000', '30'],
      ['', '30'],
    ] as const) {
      signaling.arrived.length = 0
      await get(`/admin${query}`)
      expect(signaling.arrived[0]?.url).toBe(`/api/admin/overview?days=${days}`)
    }
  })

  test('of a clinic that has not begun shows no figure as nought percent', async () => {
    const { days, now } = overview(14)
    const empty = { meetings: 0, connected: 0, notConnected: 0, nobodyCame: 0, relayed: 0, connectMs: null }
    answers['/api/admin/overview'] = { days: days.map(({ day }) => ({ day, ...empty })), now }
    const text = await (await get('/admin')).text()
    // The axis of the pictures says 100%, 50% and 0.
    expect(text).not.toMatch(/(?<!\d)0%/)
    expect(text).not.toMatch(/NaN|Infinity|undefined|null/)
  })
})

describe('the list of meetings', () => {
  test('asks for what its address says, and hands the same on to the file and the next page', async () => {
    answers['/api/admin/meetings'] = { ...meetingList([adminMeeting()]), next: '17~ab&', total: 10_000, capped: true }
    const query = `from=2026-11-01&to=2026-11-23&doctor=${DOCTOR_ID}&state=ended&outcome=connected&order=oldest`
    const text = await (await get(`/admin/meetings?${query}`)).text()
    expect(signaling.arrived[0]?.url).toBe(`/api/admin/meetings?${query}`)
    const links = [...text.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))
    expect(links.map((link) => link.replaceAll('&#38;', '&'))).toEqual(
      expect.arrayContaining([
        `/api/admin/meetings.csv?${query}`,
        `/admin/meetings?${query}&after=${encodeURIComponent('17~ab&').replace('~', '%7E')}`,
      ]),
    )
    expect(text).toContain('More than 10,000 meetings')
    expect(text).toMatch(/<option value="connected" selected/)
  })

  test('a part of the address that cannot be read is told, and the rest still counts', async () => {
    const response = await get('/admin/meetings?from=yesterday&state=ended')
    expect(response.status).toBe(422)
    expect(signaling.arrived[0]?.url).toBe('/api/admin/meetings?state=ended')
    expect(await response.text()).toContain('id="from-error"')
  })

  test('shows literally what people wrote, each in its own direction', async () => {
    const nasty = '<img src=x onerror=alert(1)>'
    answers['/api/admin/meetings'] = meetingList([
      adminMeeting({
        title: '=HYPERLINK("http://evil")',
        doctor: { accountId: DOCTOR_ID, name: nasty },
        participants: [part({ role: 'doctor' }), part({ name: 'משה כהן' })],
      }),
    ])
    const text = await (await get('/admin/meetings')).text()
    expect(text).not.toContain(nasty)
    expect(text).toContain('<bdi>&lt;img src=x onerror=alert(1)&gt;</bdi>')
    expect(text).toContain('<bdi>משה כהן</bdi>')
    expect(text).toMatch(/dir="auto">\s*=HYPERLINK\(/)
  })

  test('shows a meeting whose personal parts are deleted without them', async () => {
    const participants = [part({ role: 'doctor' }), part({ joinedAt: null, leftAt: null, path: null, quality: null })]
    const gone = adminMeeting({ title: '…', doctor: null, stripped: true, participants })
    answers['/api/admin/meetings'] = meetingList([gone])
    answers['/api/admin/meetings/'] = gone
    const list = await (await get('/admin/meetings')).text()
    expect(list).toContain('Personal parts deleted')
    expect(list).toMatch(/<bdi>Patient<\/bdi>\s*\(did not come\)/)
    expect(await (await get(`/admin/meetings/${ROOM_ID}`)).text()).toContain('are deleted')
  })
})

describe('one meeting', () => {
  test('that runs can be ended, by a form that says what it does', async () => {
    answers['/api/admin/meetings/'] = adminMeeting({ state: 'active', outcome: null, endedAt: null, endReason: null })
    expect(await (await get(`/admin/meetings/${ROOM_ID}`)).text()).toContain('value="end"')
    const response = await post(`/admin/meetings/${ROOM_ID}`, { action: 'end' })
    expect([response.status, response.headers.get('location')]).toEqual([303, `/admin/meetings/${ROOM_ID}`])
    expect(signaling.arrived.map(({ method, url }) => `${method} ${url}`)).toContain(
      `POST /api/admin/meetings/${ROOM_ID}/end`,
    )
  })

  test('that is over offers no end, and a form that says nothing ends nothing', async () => {
    expect(await (await get(`/admin/meetings/${ROOM_ID}`)).text()).not.toContain('value="end"')
    await post(`/admin/meetings/${ROOM_ID}`, {})
    expect(signaling.arrived.filter(({ method }) => method === 'POST')).toEqual([])
  })
})

describe('people', () => {
  const handed = { person: person({ name: 'Dr. Eva', signInName: 'eva' }), password: 'river-stone-lamp-oak' }

  test('a new account’s password stands on the answer, and on no page after it', async () => {
    signaling.answer = (request, response) => {
      if (request.method === 'POST') success(response, handed)
      else success(response, request.url === '/api/account' ? ACCOUNT : { people: PEOPLE })
    }
    const fields = { action: 'add', name: 'Dr. Eva', signInName: 'eva', 'role-doctor': 'yes' }
    const response = await post('/admin/people', fields)
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.getSetCookie()).toEqual([])
    expect(await response.text()).toContain('river-stone-lamp-oak')
    expect(JSON.parse(signaling.arrived[0]?.body ?? '')).toEqual({
      name: 'Dr. Eva',
      signInName: 'eva',
      roles: ['doctor'],
    })
    expect(await (await get('/admin/people')).text()).not.toContain('river-stone-lamp-oak')
  })

  test('a name that is taken is told beside it, and what was typed is kept', async () => {
    signaling.answer = (request, response) => {
      if (request.method === 'POST') refusal(response, 409, 'name-taken')
      else success(response, request.url === '/api/account' ? ACCOUNT : { people: PEOPLE })
    }
    const fields = { action: 'add', name: 'Dr. Eva', signInName: 'okafor', 'role-admin': 'yes' }
    const response = await post('/admin/people', fields)
    expect(response.status).toBe(409)
    const text = await response.text()
    expect(text).toContain('id="signInName-error"')
    expect(text).toContain('value="Dr. Eva"')
  })

  test.each([
    ['disable', { disabled: true }],
    ['enable', { disabled: false }],
  ])('%s asks for that alone and comes back to the person', async (action, input) => {
    answers['/api/admin/people/'] = person({ accountId: DOCTOR_ID })
    const response = await post('/admin/people', { action, accountId: DOCTOR_ID, name: 'x', 'role-admin': 'yes' })
    expect(response.headers.get('location')).toBe(`/admin/people#person-${DOCTOR_ID}`)
    expect(signaling.arrived[0]?.url).toBe(`/api/admin/people/${DOCTOR_ID}`)
    expect(JSON.parse(signaling.arrived[0]?.body ?? '')).toEqual(input)
  })

  test('what is wrong with a change stands beside that person’s field, open', async () => {
    const response = await post('/admin/people', { action: 'change', accountId: DOCTOR_ID, name: '' })
    expect(response.status).toBe(422)
    const text = await response.text()
    expect(text).toContain(`id="name-${DOCTOR_ID}-error"`)
    expect(text.match(/<details open/g)).toHaveLength(1)
    expect(text).not.toContain('id="name-error"')
  })

  test('what the API does not allow about an account is told on the page', async () => {
    signaling.answer = (request, response) => {
      if (request.method === 'POST') refusal(response, 403, 'not-allowed')
      else success(response, request.url === '/api/account' ? ACCOUNT : { people: PEOPLE })
    }
    const response = await post('/admin/people', { action: 'disable', accountId: ADMIN_ID })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain('role="alert"')
  })

  test('offers nobody to shut themselves out', async () => {
    const text = await (await get('/admin/people')).text()
    expect(text).toContain('aria-label="Disable: Dr. Amara Okafor"')
    expect(text).not.toContain('aria-label="Disable: Grace Hopper"')
  })
})

describe('the trail and the system', () => {
  test('the trail is told in words and goes back page by page', async () => {
    answers['/api/admin/audit'] = {
      lines: [
        auditLine({ seq: 51 }),
        auditLine({ seq: 50, actor: null, action: 'personal-parts-deleted', target: null, detail: '12 meetings' }),
      ],
      next: 50,
    }
    const text = await (await get('/admin/audit?before=52')).text()
    expect(signaling.arrived[0]?.url).toBe('/api/admin/audit?before=52')
    expect(text).toMatch(/<bdi>Grace Hopper<\/bdi>\s*ended a meeting/)
    expect(text).toMatch(/The system\s*deleted the personal parts/)
    expect(text).toContain('href="/admin/audit?before=50"')
    expect(text).toContain(`href="/admin/meetings/${ROOM_ID}"`)
  })

  test('the relay is tried when the button is pressed, and not before', async () => {
    answers['/api/admin/relay'] = {
      trials: [
        { url: 'turn:t.example?transport=udp', way: 'udp', good: true, sentence: 'Works: <b>well</b>.', ms: 12 },
        { url: 'turns:t.example', way: 'tls', good: false, sentence: 'Has a certificate for another name.', ms: 30 },
      ],
    }
    expect(await (await get('/admin/system')).text()).toContain('Try the relay')
    expect(signaling.arrived.map(({ url }) => url)).not.toContain('/api/admin/relay')
    const text = await (await post('/admin/system', {})).text()
    expect(signaling.arrived.map(({ method, url }) => `${method} ${url}`)).toContain('POST /api/admin/relay')
    expect(text).toContain('Works: &lt;b&gt;well&lt;/b&gt;.')
    expect(text).toContain('turns:t.example, 30 ms')
    expect(text.match(/Look here/g)).toHaveLength(1)
  })

  test('a broken trail and a store that breaks its word are pointed at', async () => {
    answers['/api/admin/system'] = {
      ...SYSTEM,
      store: { kind: 'mongodb', writable: true, probe: { passed: false, finding: '17 of 50 won' } },
      audit: { lines: 9, brokenAt: 4 },
    }
    const text = await (await get('/admin/system')).text()
    expect(text.match(/Look here/g)).toHaveLength(2)
    expect(text).toContain('17 of 50 won')
    expect(text).toContain('Broken at line 4')
  })
})

describe('one’s own password', () => {
  const fields = { current: ' old words ', next: ' new long words ', again: ' new long words ' }

  test('is changed as it was typed', async () => {
    const response = await post('/password', fields)
    expect([response.status, response.headers.get('location')]).toEqual([303, '/password?changed'])
    expect(JSON.parse(signaling.arrived[0]?.body ?? '')).toEqual({ current: ' old words ', next: ' new long words ' })
  })

  test('typed differently the second time is not sent, and stands nowhere on the page', async () => {
    const response = await post('/password', { ...fields, again: 'other' })
    expect(response.status).toBe(422)
    const text = await response.text()
    expect(text).toContain('id="again-error"')
    expect(text).not.toMatch(/old words|new long words/)
    expect(signaling.arrived.map(({ url }) => url)).toEqual(['/api/account'])
  })

  test('of now that is wrong is told beside it', async () => {
    signaling.answer = (request, response) => {
      if (request.method === 'POST') refusal(response, 401, 'wrong-credentials')
      else success(response, ACCOUNT)
    }
    const response = await post('/password', fields)
    expect(response.status).toBe(401)
    expect(await response.text()).toContain('id="current-error"')
  })
})

describe('privacy', () => {
  test('is one link away on every page but the call, and says the days that are set', async () => {
    for (const path of ['/', '/join', '/sign-in', '/password', '/nowhere', ...PAGES]) {
      expect(await (await get(path)).text(), path).toContain('href="/privacy"')
    }
    const text = await (await get('/privacy')).text()
    expect(text).toContain('45 days')
    expect(text).toContain('argon2id')
  })
})

function get(path: string, cookie = ''): Promise<Response> {
  return fetch(`http://127.0.0.1:${web.port}${path}`, { redirect: 'manual', headers: { cookie } })
}

function post(path: string, fields: Record<string, string>): Promise<Response> {
  const body = new URLSearchParams(fields)
  return fetch(`http://127.0.0.1:${web.port}${path}`, { method: 'POST', redirect: 'manual', body })
}
