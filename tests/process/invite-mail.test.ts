import ICAL from 'ical.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CONSENT } from '../../signaling/contract/consent.ts'
import { MAIL_WITHIN_MS } from '../../signaling/contract/mail.ts'
import { createApiClient, redeem } from '../support/api-client.ts'
import { type Clinic, startClinic } from '../support/clinic.ts'
import { type MailServer, startMailServer, startStuckServer } from '../support/mail-server.ts'
import { freePort } from '../support/processes.ts'

/** Invitations by e-mail, from the REST API to a real mail server. */

const email = 'paul.miller@example.org'
const startsAt = '2026-12-01T08:30:00Z'
const settings = (port: number) => ({
  SMTP_URL: `smtp://127.0.0.1:${port}`,
  MAIL_FROM: 'visits@example.org',
  CLINIC_NAME: 'Example Clinic',
  CLINIC_PHONE: '+1 555 0100',
  PUBLIC_URL: 'https://visits.example.org',
  TZ: 'Europe/Berlin',
})

describe('with a mail server', () => {
  let server: MailServer
  let clinic: Clinic
  beforeAll(async () => {
    server = await startMailServer()
    clinic = await startClinic(settings(server.port))
  })
  afterAll(async () => {
    await clinic.stop()
    await server.stop()
  })

  test('the patient gets all they need to come, by the clinic’s clock, and it lets them in', async () => {
    const doctor = await clinic.signedIn('okafor')
    const input = { title: 'Planted diagnosis', startsAt, email, guests: ['family'] as const }
    const { invites } = await doctor.data('createMeeting', { input })
    expect(invites.map(({ mail }) => mail)).toEqual(['sent', null])
    const [mail, ...others] = server.taken.splice(0)
    expect(others).toEqual([])
    expect(mail?.to).toEqual([email])
    expect(mail?.parsed.subject).toBe('Your video visit with Example Clinic')
    expect(mail?.raw).not.toContain('Planted')
    for (const part of [mail?.parsed.text, String(mail?.parsed.html)]) {
      expect(part).toContain(invites[0]?.url)
      expect(part).toContain('Tuesday, 1 December 2026 at 09:30 (Central European Standard Time)')
      expect(part).toContain('+1 555 0100')
    }
    const [, code] = /join#([0-9A-Z-]+)/.exec(mail?.parsed.text ?? '') ?? []
    expect((await redeem(createApiClient(clinic.url), code ?? '')).you.role).toBe('patient')
  })

  test('the calendar file with it is the visit’s', async () => {
    const doctor = await clinic.signedIn('okafor')
    await doctor.data('createMeeting', { input: { title: 'Check-up', startsAt, email } })
    const [mail] = server.taken.splice(0)
    const [file] = mail?.parsed.attachments ?? []
    expect([file?.filename, file?.contentType]).toEqual(['video-visit.ics', 'text/calendar'])
    const event = new ICAL.Component(ICAL.parse(String(file?.content))).getFirstSubcomponent('vevent')
    expect(new ICAL.Event(event ?? undefined).startDate.toJSDate()).toEqual(new Date(startsAt))
  })

  test('a new invite in Arabic is written from right to left, and the one mailed before is dead', async () => {
    const doctor = await clinic.signedIn('okafor')
    const meeting = await doctor.data('createMeeting', { input: { title: 'Check-up', language: 'ar', email } })
    const [patient] = meeting.invites
    const asked = { params: { roomId: meeting.roomId }, input: { participantId: patient?.participantId ?? '', email } }
    const renewed = await doctor.data('issueInvite', asked)
    const [first, second] = server.taken.splice(0)
    expect(renewed.mail).toBe('sent')
    expect(first?.parsed.text).toContain(patient?.code)
    expect(second?.parsed.text).toContain(renewed.code)
    expect(second?.parsed.subject).toBe('زيارتك عبر الفيديو مع Example Clinic')
    expect(second?.parsed.html).toContain('<div lang="ar" dir="rtl"')
    expect(second?.parsed.attachments).toEqual([])
    const input = { code: patient?.code ?? '', name: 'Paul', consentVersion: CONSENT.version }
    expect((await createApiClient(clinic.url).call('redeem', { input })).status).toBe(404)
  })
})

test.each([
  ['dead', async () => ({ port: await freePort(), stop: async () => undefined })],
  ['stuck', async () => startStuckServer(['220 here'])],
  ['rude', async () => startMailServer({ unknown: email })],
] satisfies [string, () => Promise<{ port: number; stop(): Promise<void> }>][])(
  'with a mail server that is %s the visit is made all the same, in time, and says so',
  async (_, start) => {
    const server = await start()
    const clinic = await startClinic(settings(server.port))
    try {
      const doctor = await clinic.signedIn('okafor')
      const before = performance.now()
      const meeting = await doctor.data('createMeeting', { input: { title: 'Check-up', email } })
      expect(performance.now() - before).toBeLessThan(MAIL_WITHIN_MS + 1_000)
      expect(meeting.invites.map(({ mail }) => mail)).toEqual(['failed'])
      expect((await redeem(createApiClient(clinic.url), meeting.invites[0]?.code ?? '')).you.role).toBe('patient')
    } finally {
      await clinic.stop()
      await server.stop()
    }
  },
)

test('without a mail server the answer says that none is set up', async () => {
  const clinic = await startClinic()
  try {
    const doctor = await clinic.signedIn('okafor')
    const { invites } = await doctor.data('createMeeting', { input: { title: 'Check-up', email } })
    expect(invites.map(({ mail }) => mail)).toEqual(['not-set-up'])
  } finally {
    await clinic.stop()
  }
})
