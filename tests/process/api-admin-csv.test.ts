import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Store } from '../../db/port.ts'
import { MEETINGS_CSV } from '../../signaling/contract/admin-routes.ts'
import { type ApiClient, createApiClient } from '../support/api-client.ts'
import { type Clinic, startClinic } from '../support/clinic.ts'
import { readCsv } from '../support/csv-reader.ts'
import { rawConnection } from '../support/raw-http.ts'
import { accountRecord, meetingRecord, participantRecord } from '../support/stored-records.ts'

const DAY = 24 * 60 * 60_000
const NOW = Date.now()
const PLANTED = ['=HYPERLINK("http://evil.example")', '+1', '-2', '@SUM(A1)', 'a "quoted", word', 'naïve 日本 🙂']
const FILLED = 2_000

let clinic: Clinic
let marsh: ApiClient
beforeAll(async () => {
  clinic = await startClinic({}, plant)
  marsh = await clinic.signedIn('marsh')
})
afterAll(() => clinic.stop())

const doctor = accountRecord({ name: '=cmd|calc' })

async function plant(store: Store): Promise<void> {
  await store.accounts.add(doctor)
  for (const [index, title] of PLANTED.entries()) {
    const consent = { version: '2026-11', at: NOW }
    const participants = [
      participantRecord({ role: 'doctor', name: doctor.name }),
      participantRecord({ name: title.slice(0, 60), consent }),
    ]
    await store.meetings.insert(listedAt(NOW - index, { doctorId: doctor.accountId, title, participants }))
  }
  await store.meetings.insert(listedAt(NOW - 90 * DAY, { doctorId: doctor.accountId, title: 'Long ago' }))
  const long = 'A title as long as it may be, so that there is something to write. '.repeat(2).slice(0, 120)
  const many = Array.from({ length: FILLED }, (_, index) => listedAt(NOW - DAY - index, { title: long }))
  await store.archive.put('meeting', many)
}

function listedAt(at: number, told: Parameters<typeof meetingRecord>[0]) {
  return meetingRecord({ createdAt: at, listedAt: at, day: new Date(at).toISOString().slice(0, 10), ...told })
}

const today = new Date(NOW).toISOString().slice(0, 10)
const fetched = (query = '') => marsh.raw('GET', `${MEETINGS_CSV.path}${query}`)

async function rows(query: string): Promise<Record<string, string>[]> {
  // fetch takes the byte order mark off.
  const [headings = [], ...lines] = readCsv(await (await fetched(query)).text())
  return lines.map((cells) => {
    expect(cells).toHaveLength(headings.length)
    return Object.fromEntries(headings.map((heading, index) => [heading, cells[index] ?? '']))
  })
}

describe('the file of meetings', () => {
  test('is closed to strangers and doctors, and takes no other filter than the list', async () => {
    const statusOf = async (client: ApiClient, query = '') =>
      (await client.raw('GET', `${MEETINGS_CSV.path}${query}`)).status
    expect(await statusOf(createApiClient(clinic.url))).toBe(401)
    expect(await statusOf(await clinic.signedIn('okafor'))).toBe(403)
    expect(await statusOf(marsh, '?state=lost')).toBe(422)
    expect(await statusOf(marsh, '?from=2026-02-30')).toBe(422)
    expect(await statusOf(marsh, '?after=1.x')).toBe(422)
    const post = await marsh.raw('POST', MEETINGS_CSV.path, { headers: { 'content-type': 'application/json' } })
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET'])
  })

  test('is a download that a spreadsheet takes for UTF-8', async () => {
    const response = await fetched(`?from=${today}`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="meetings-[\d-]{10}\.csv"$/)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  })

  test('has what people wrote, and nothing in it is a formula', async () => {
    const meetings = await rows(`?doctor=${doctor.accountId}`)
    const shown = PLANTED.map((text) => (/^[=+\-@]/.test(text) ? `'${text}` : text))
    expect(meetings.map((meeting) => meeting['title'])).toEqual(shown)
    expect(meetings.map((meeting) => meeting['participant 2 name'])).toEqual(shown)
    expect(meetings[0]).toMatchObject({
      doctor: "'=cmd|calc",
      'doctor id': doctor.accountId,
      state: 'scheduled',
      outcome: '',
      'planned or made': new Date(NOW).toISOString(),
      'participant 1 role': 'doctor',
      'participant 2 consent version': '2026-11',
      'participant 3 role': '',
      'personal parts deleted': 'false',
    })
  })

  test('has every meeting of the filter once, in its order, those past their time without names', async () => {
    const all = await rows('')
    expect(all).toHaveLength(PLANTED.length + 1 + FILLED)
    expect(new Set(all.map((meeting) => meeting['room id'])).size).toBe(all.length)
    const times = all.map((meeting) => meeting['planned or made'] ?? '')
    expect(times).toEqual([...times].sort().reverse())
    const oldest = (await rows('?order=oldest'))[0]
    expect(oldest).toMatchObject({ title: '…', doctor: '', 'doctor id': '', 'personal parts deleted': 'true' })
  })

  test('stands in the trail with its filter', async () => {
    await (await fetched(`?from=${today}&state=scheduled`)).text()
    const { lines } = await marsh.data('adminAudit')
    expect(lines[1]).toMatchObject({ action: 'meetings-exported', detail: `from=${today} state=scheduled` })
  })

  test('that nobody reads any more does not keep the process, and others are answered meanwhile', async () => {
    const cookie = `session=${marsh.cookies.get('session')}`
    const request = `GET ${MEETINGS_CSV.path} HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\n\r\n`
    for (let times = 0; times < 5; times += 1) {
      const { socket } = rawConnection(clinic.signaling.port, request)
      await once(socket, 'data')
      expect((await marsh.call('account')).status).toBe(200)
      socket.destroy()
    }
    expect((await fetched(`?from=${today}`)).status).toBe(200)
  })
})
