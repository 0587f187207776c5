import { afterAll, beforeAll, expect, test } from 'vitest'
import { CONSENT } from '../../signaling/contract/consent.ts'
import { type RunningBedside, startBedside } from '../support/processes.ts'

/** Mail filters, previews and impatient fingers open every link before its reader does: the whole product, by plain requests. */

const AGENTS = [
  'WhatsApp/2.24.20 A',
  'facebookexternalhit/1.1',
  'Mozilla/5.0 (compatible; Microsoft-SafeLinks)',
  'Slackbot-LinkExpanding 1.0',
]

let bedside: RunningBedside
beforeAll(async () => {
  bedside = await startBedside()
})
afterAll(() => bedside.stop())

test('a scanner that opens every link three times uses nothing up', async () => {
  const doctor = await signedIn()
  const made = await doctor.post('/meetings/new', {
    title: 'Knee',
    startsAt: '2027-01-12T09:30',
    guest1: 'interpreter',
    next: 'schedule',
  })
  const meeting = await doctor.get(made.headers.get('location') ?? '')
  const text = await meeting.text()
  const links = [...text.matchAll(/href="([^"]+)"/g)]
    .map(([, href = '']) => new URL(href, bedside.url))
    .filter(({ protocol }) => protocol === 'http:')
  expect(links.filter(({ pathname }) => pathname === '/join')).toHaveLength(2)
  expect(links.filter(({ pathname }) => pathname.endsWith('.ics'))).toHaveLength(2)
  const [code = ''] = links.flatMap(({ pathname, hash }) => (pathname === '/join' ? [hash.slice(1)] : []))

  for (const agent of AGENTS) {
    for (const link of links) {
      for (const method of ['HEAD', 'GET', 'GET', 'GET']) {
        const headers = { 'user-agent': agent, purpose: 'prefetch' }
        const response = await fetch(link, { method, redirect: 'manual', headers })
        expect(response.status, `${method} ${link.pathname}`).toBeLessThan(500)
        await response.text()
      }
    }
  }
  // The doctor's own browser may be scanned too, with all its cookies.
  for (const { pathname } of links) await (await doctor.get(pathname)).text()

  expect(await (await doctor.get(made.headers.get('location') ?? '')).text()).toContain('Nobody has come yet')
  const joined = await browser().post('/join', { code, name: 'Paul', consent: CONSENT.version })
  expect([joined.status, joined.headers.get('location')]).toEqual([303, expect.stringMatching(/^\/call\//)])
})

test('a form that is sent twice is sent once: to create, to invite anew, to join', async () => {
  const doctor = await signedIn()
  const form = { title: 'Twice', next: 'schedule', requestId: 'one-press-of-a-button' }
  const [one, other] = await Promise.all([doctor.post('/meetings/new', form), doctor.post('/meetings/new', form)])
  expect(one.headers.get('location')).toBe(other.headers.get('location'))
  expect(one.headers.getSetCookie()).toEqual(other.headers.getSetCookie())
  const path = one.headers.get('location') ?? ''
  const participantId = /name="participantId" value="([^"]+)"/.exec(await (await doctor.get(path)).text())?.[1] ?? ''
  const again = { action: 'new-link', participantId, requestId: 'another-press-of-one' }
  const [first, second] = await Promise.all([doctor.post(path, again), doctor.post(path, again)])
  expect(first.headers.getSetCookie()).toEqual(second.headers.getSetCookie())

  const code = /join#([0-9A-Z-]{14})/.exec(await (await doctor.get(path)).text())?.[1] ?? ''
  const patient = browser()
  const fields = { code, name: 'Paul', consent: CONSENT.version }
  const joined = await Promise.all([patient.post('/join', fields), patient.post('/join', fields)])
  expect(joined.map(({ status, headers }) => [status, headers.get('location')])).toEqual(
    Array(2).fill([303, path.replace('/meetings/', '/call/')]),
  )
  const lists = await (await doctor.get('/meetings')).text()
  expect(lists.match(/>Twice</g)).toHaveLength(1)
})

async function signedIn() {
  const doctor = browser()
  await doctor.get(new URL(bedside.doctorUrl).pathname)
  return doctor
}

/** Keeps cookies by name, whatever their path: the last one wins. */
function browser() {
  const cookies = new Map<string, string>()
  async function ask(method: string, path: string, body?: URLSearchParams): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(new URL(path, bedside.url), {
      method,
      redirect: 'manual',
      headers: { cookie },
      ...(body === undefined ? {} : { body }),
    })
    for (const line of response.headers.getSetCookie().toReversed()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    return response
  }
  return {
    get: (path: string) => ask('GET', path),
    post: (path: string, fields: Record<string, string>) => ask('POST', path, new URLSearchParams(fields)),
  }
}
