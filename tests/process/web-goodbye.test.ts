import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiClient } from '../support/api-client.ts'
import { type Clinic, startClinic } from '../support/clinic.ts'
import { createLiveVisit, type LiveVisit } from '../support/live-visit.ts'
import { refusal, type StandIn, standInForSignaling, success } from '../support/stand-in-signaling.ts'
import { meetingRecord, participantRecord, participantSession } from '../support/stored-records.ts'
import { type RunningWeb, startWeb } from '../support/web-alone.ts'

/** The page after a call, through both processes: its forms, and who gets to see it. */

const DAY_MS = 86_400_000
const PHONE = '+1 (555) 0100'
const PAST = meetingRecord({
  title: 'Long ago',
  state: 'ended',
  createdAt: Date.now() - 40 * DAY_MS,
  endedAt: Date.now() - 40 * DAY_MS,
  endReason: 'doctor',
  participants: [
    participantRecord({ role: 'doctor', name: 'Dr. Amara Okafor', joinedAt: 1, leftAt: 2 }),
    participantRecord({ name: 'Paul Miller', joinedAt: 1, leftAt: 2 }),
  ],
})
const SECRET = randomBytes(32).toString('base64url')

let clinic: Clinic
let web: RunningWeb
let okafor: ApiClient

beforeAll(async () => {
  clinic = await startClinic({}, async (store) => {
    const doctor = await store.accounts.bySignInName('okafor')
    await store.meetings.insert({ ...PAST, doctorId: doctor?.accountId ?? '' })
    const [, patient] = PAST.participants
    const now = Date.now()
    await store.sessions.open({
      ...participantSession(PAST.roomId, patient?.participantId ?? ''),
      secretHash: createHash('sha256').update(SECRET).digest('hex'),
      createdAt: now,
      lastUsedAt: now,
      expiresAt: now + DAY_MS,
    })
  })
  web = await startWeb(clinic.signaling.port, { CLINIC_PHONE: PHONE, PUBLIC_URL: 'http://localhost:4321' })
  okafor = await clinic.signedIn('okafor')
})
afterAll(async () => {
  await web.stop()
  await clinic.stop()
})

/** A visit in which doctor and patient have met. */
async function visit(): Promise<LiveVisit> {
  const live = await createLiveVisit(clinic.signaling, { title: 'Knee <b>1</b>', guests: ['interpreter'] }, okafor)
  const pages = [await live.doctor.join(), await live.patient.join()]
  // It is written down behind the room's back.
  await expect.poll(async () => (await live.stored()).activeSince).not.toBeNull()
  for (const page of pages) page.close()
  return live
}

describe('patient and guest', () => {
  test('are told who ended it, thanked, asked one question, and given the telephone', async () => {
    const { roomId, patient } = await visit()
    await okafor.data('endMeeting', { params: { roomId } })
    const { status, text } = await get(patient.api, `/call/${roomId}/goodbye?by=doctor`)
    expect(status).toBe(200)
    for (const words of ['The doctor ended it. Thank you', 'How was the visit?', 'You can close this page', PHONE]) {
      expect(text).toContain(words)
    }
    expect(text).toContain('href="tel:+15550100"')
    for (const others of ['Join again', 'Your note', 'Knee', 'End for all']) expect(text).not.toContain(others)
  })

  test('answer by one press of a plain form; the last word counts, is thanked for and can be changed', async () => {
    const { roomId, patient, guests } = await visit()
    const here = `/call/${roomId}/goodbye?by=left`
    for (const [feedback, thanks] of [
      ['bad', 'We are sorry'],
      ['good', 'We are glad'],
    ] as const) {
      const answer = await post(patient.api, here, { feedback })
      expect([answer.status, answer.location]).toEqual([303, here])
      const { text } = await get(patient.api, here)
      expect(text).toContain(thanks)
      expect(text).toMatch(new RegExp(`value="${feedback}"[^>]*aria-current="true"`))
    }
    const admin = await clinic.signedIn('marsh')
    const { participants } = await admin.data('adminMeeting', { params: { roomId } })
    expect(participants.map(({ feedback }) => feedback)).toEqual([null, 'good', null])
    // Who was invited and never came is not asked.
    expect((await get(guests[0]?.api, here)).text).not.toContain('How was the visit?')
  })

  test('who left while it goes on may join again, by the door they came by, until it is over', async () => {
    const { roomId, patient } = await visit()
    const left = await get(patient.api, `/call/${roomId}/goodbye?by=left&as=invited`)
    expect(left.text).toContain(`href="/call/${roomId}?as=invited"`)
    await okafor.data('endMeeting', { params: { roomId } })
    const over = await get(patient.api, `/call/${roomId}/goodbye?by=left`)
    expect(over.text).toContain('The doctor ended it')
    expect(over.text).not.toContain('Join again')
  })

  test('an answer that is none of the three is told so, and nothing is written', async () => {
    const { roomId, patient } = await visit()
    const answer = await post(patient.api, `/call/${roomId}/goodbye?by=left`, { feedback: 'superb' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Please press one of the three answers.')
    expect((await patient.api.data('goodbye', { params: { roomId } })).feedback).toBeNull()
  })

  test('a form from another site is refused, and nothing is written', async () => {
    const { roomId, patient } = await visit()
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      const answer = await post(patient.api, `/call/${roomId}/goodbye`, { feedback: 'bad' }, headers)
      expect(answer.status).toBe(403)
    }
    expect((await patient.api.data('goodbye', { params: { roomId } })).feedback).toBeNull()
  })

  test('come to the same page from a call that is over', async () => {
    const { roomId, patient } = await visit()
    await okafor.data('endMeeting', { params: { roomId } })
    const answer = await get(patient.api, `/call/${roomId}`)
    expect([answer.status, answer.location]).toEqual([303, `/call/${roomId}/goodbye`])
  })

  test('cannot end the visit nor write the doctor’s note', async () => {
    const { roomId, patient, stored } = await visit()
    await post(patient.api, `/call/${roomId}/goodbye`, { end: 'yes' })
    await post(patient.api, `/call/${roomId}/goodbye`, { note: 'Planted.' })
    expect((await stored()).state).not.toBe('ended')
    expect(await okafor.data('doctorsNote', { params: { roomId } })).toEqual({ is: 'none' })
  })
})

describe('the doctor', () => {
  test('keeps a note that is there when the page is opened again, on the meeting’s page too, and deletes it', async () => {
    const { roomId } = await visit()
    const here = `/call/${roomId}/goodbye?by=left`
    const kept = await post(okafor, here, { note: '\r\nBack in <two> weeks.\u000bCall first.\u0007\r\n' })
    expect([kept.status, kept.location]).toEqual([303, here])
    for (const path of [here, `/meetings/${roomId}`]) {
      const { text } = await get(okafor, path)
      expect(text).toMatch(/<textarea[^>]*>\s*Back in &lt;two&gt; weeks\.\nCall first\.<\/textarea>/)
      expect(text).toContain('Kept, sealed, for you alone. It is deleted with the visit’s record after 30 days.')
    }
    await post(okafor, `/meetings/${roomId}`, { note: '' })
    expect((await get(okafor, here)).text).toContain('No note is kept yet')
  })

  test('who only left ends it for all from here, and is told so once it is true', async () => {
    const { roomId, stored } = await visit()
    const here = `/call/${roomId}/goodbye?by=left`
    expect((await get(okafor, `/call/${roomId}/goodbye?by=ended-by-you`)).text).toContain('You have left the visit')
    expect((await get(okafor, here)).text).toContain('End for all')
    expect((await post(okafor, here, { end: 'yes' })).location).toBe(here)
    expect(await stored()).toMatchObject({ state: 'ended', endReason: 'doctor' })
    const { text } = await get(okafor, here)
    expect(text).toContain('It is over for everybody.')
    for (const gone of ['End for all', 'Join again', 'How was the visit?']) expect(text).not.toContain(gone)
  })

  test('is handed on by the call’s page with an end and a note at once', async () => {
    const { roomId, stored } = await visit()
    const answer = await post(okafor, `/call/${roomId}/goodbye`, {
      by: 'ended-by-you',
      end: 'yes',
      note: 'In a hurry.',
    })
    expect(answer.location).toBe(`/call/${roomId}/goodbye?by=ended-by-you`)
    expect((await stored()).state).toBe('ended')
    expect(await okafor.data('doctorsNote', { params: { roomId } })).toEqual({ is: 'kept', note: 'In a hurry.' })
  })

  test('loses no word of a note that cannot be kept: too long, or signed out meanwhile', async () => {
    const { roomId } = await visit()
    const here = `/call/${roomId}/goodbye`
    const long = 'knee '.repeat(1_000)
    const refusedOne = await post(okafor, here, { note: long })
    expect(refusedOne.status).toBe(422)
    expect(refusedOne.text).toContain(long.trim())
    expect(refusedOne.text).toMatch(/id="note-error"[^>]*>A note has up to 4000 characters\./)
    const nobody = await post(null, here, { note: 'Still here.' })
    expect(nobody.status).toBe(401)
    for (const words of ['Still here.', 'You are signed out', `/sign-in?next=${encodeURIComponent(here)}`]) {
      expect(nobody.text).toContain(words)
    }
  })

  test('has who waits one press away, else the visit planned for the soonest', async () => {
    const { roomId } = await visit()
    const lindqvist = await clinic.signedIn('lindqvist')
    const own = await createLiveVisit(clinic.signaling, {}, lindqvist)
    expect((await get(lindqvist, `/call/${own.roomId}/goodbye`)).text).toContain('nothing is planned')
    const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
    const later = await okafor.data('createMeeting', { input: { title: 'Later', startsAt: at(90) } })
    const soon = await okafor.data('createMeeting', { input: { title: 'Soon', startsAt: at(20) } })
    const planned = (await get(okafor, `/call/${roomId}/goodbye`)).text
    expect(planned).toContain(`href="/call/${soon.roomId}"`)
    expect(planned).not.toContain(later.roomId)

    const waiting = await createLiveVisit(clinic.signaling, { title: 'Hip', admission: 'by-doctor' }, okafor)
    const page = await waiting.patient.page()
    await page.next('waiting')
    const { text } = await get(okafor, `/call/${roomId}/goodbye`)
    expect(text).toContain(`href="/call/${waiting.roomId}"`)
    expect(text).toMatch(/The patient has been waiting since \d\d:\d\d/)
    page.close()
  })
})

describe('somebody else', () => {
  test('finds nothing under a stranger’s meeting, and is asked for their link without any', async () => {
    const { roomId } = await visit()
    const lindqvist = await clinic.signedIn('lindqvist')
    for (const fields of [null, { note: 'Mine.' }, { end: 'yes' }, { feedback: 'bad' }]) {
      const path = `/call/${roomId}/goodbye?by=left`
      const answer = fields === null ? await get(lindqvist, path) : await post(lindqvist, path, fields)
      expect([fields, answer.status]).toEqual([fields, 404])
      expect(answer.text).not.toContain('Knee')
    }
    const nobody = await get(null, `/call/${roomId}/goodbye?by=left`)
    expect([nobody.status, nobody.location]).toEqual([303, `/call/${roomId}`])
    const removed = await get(null, `/call/${roomId}/goodbye?by=removed`)
    expect(removed.status).toBe(200)
    for (const words of ['the link you came by was withdrawn', PHONE]) expect(removed.text).toContain(words)
    for (const facts of ['Knee', 'How was', 'Your note']) expect(removed.text).not.toContain(facts)
  })

  test('past its time nobody has a page about it any more, nor may anything be written to it', async () => {
    const here = `/call/${PAST.roomId}/goodbye`
    for (const fields of [{ note: 'Late.' }, { end: 'yes' }])
      expect((await post(okafor, here, fields)).status).toBe(404)
    expect((await get(okafor, here)).status).toBe(404)
    const cookie = { cookie: `visit-${PAST.roomId}=${SECRET}` }
    for (const answer of [await get(null, here, cookie), await post(null, here, { feedback: 'good' }, cookie)]) {
      expect([answer.status, answer.location]).toEqual([303, `/call/${PAST.roomId}`])
    }
  })
})

describe('what stands in the way of a note', () => {
  let signaling: StandIn
  let before: RunningWeb
  let answers: Record<string, unknown>
  beforeAll(async () => {
    signaling = await standInForSignaling()
    signaling.answer = (request, response) => {
      const answer = answers[`${request.method} ${request.url.split('?')[0]}`] ?? 503
      if (typeof answer === 'number') refusal(response, answer, CODES[answer] ?? '')
      else success(response, answer)
    }
    before = web
    web = await startWeb(signaling.port, { CLINIC_PHONE: PHONE })
  })
  afterAll(async () => {
    await web.stop()
    web = before
    await signaling.stop()
  })
  const CODES: Record<number, string> = { 503: 'store-unavailable', 409: 'notes-not-possible' }
  const ROOM = '0123456789ab'
  const here = `/call/${ROOM}/goodbye`
  const view = { roomId: ROOM, title: 'Knee', endReason: 'doctor', role: 'doctor', came: true, feedback: null }
  const told = (note: unknown) => {
    answers = {
      [`GET /api/call/${ROOM}/goodbye`]: view,
      [`GET /api/meetings/${ROOM}/note`]: note,
      [`POST /api/meetings/${ROOM}/note`]: 409,
      'GET /api/desk': { arrivals: [], colleagues: [] },
      'GET /api/meetings': { meetings: [], next: null },
    }
  }

  test('is said before anything is written where none are kept, and what was written stays to be copied', async () => {
    told({ is: 'not-possible' })
    const { text } = await get(null, here)
    expect(text).toContain('No notes are kept on this server')
    expect(text).not.toContain('Keep note')
    const handed = await post(null, here, { by: 'left', note: 'Written in the call.' })
    expect(handed.status).toBe(409)
    expect(handed.text).toMatch(/<textarea[^>]*>\s*Written in the call\.<\/textarea>/)
  })

  test('is said where another key is needed, and deleting that note is a choice of its own', async () => {
    told({ is: 'unreadable' })
    const { text } = await get(null, here)
    expect(text).toContain('that only another key opens')
    expect(text).toMatch(/<button[^>]*name="note" value=""[^>]*>\s*Delete the note that cannot be read/)
    expect(text).not.toContain('Keep note')
  })

  test('is the store: the words stand in the field again, and the end of the visit is told all the same', async () => {
    answers = {}
    const kept = await post(null, here, { by: 'ended-by-you', end: 'yes', note: 'Not lost.' })
    expect(kept.status).toBe(503)
    expect(kept.text).toMatch(/<textarea[^>]*>\s*Not lost\.<\/textarea>/)
    const patient = await get(null, `${here}?by=doctor`)
    expect(patient.status).toBe(503)
    for (const words of ['The doctor ended it', PHONE]) expect(patient.text).toContain(words)
  })
})

interface Shown {
  readonly status: number
  readonly location: string | null
  readonly text: string
}

async function get(
  who: ApiClient | null | undefined,
  path: string,
  headers: Record<string, string> = {},
): Promise<Shown> {
  return shown(
    await fetch(`http://127.0.0.1:${web.port}${path}`, {
      redirect: 'manual',
      headers: { ...cookies(who), ...headers },
    }),
  )
}

async function post(
  who: ApiClient | null,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Shown> {
  return shown(
    await fetch(`http://127.0.0.1:${web.port}${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { ...cookies(who), ...headers },
      body: new URLSearchParams(fields),
    }),
  )
}

function cookies(who: ApiClient | null | undefined): Record<string, string> {
  return who ? { cookie: [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {}
}

async function shown(response: Response): Promise<Shown> {
  return { status: response.status, location: response.headers.get('location'), text: await response.text() }
}
