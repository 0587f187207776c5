import { afterEach, describe, expect, test } from 'vitest'
import { MAIL_WITHIN_MS } from '../../signaling/contract/mail.ts'
import type { Mail } from '../../signaling/mail/mail.ts'
import { createSmtp } from '../../signaling/mail/smtp.ts'
import { type MailServerOptions, startMailServer, startStuckServer } from '../support/mail-server.ts'
import { freePort } from '../support/processes.ts'

/** How e-mail leaves, to real servers on this machine. */

const mail: Mail = {
  to: 'paul@example.org',
  subject: 'Ihr Termin ✓',
  language: 'de',
  text: 'Guten Tag,\n\nbis bald.',
  html: '<p>Guten Tag</p>',
  attachment: {
    name: 'video-visit.ics',
    type: 'text/calendar; charset=utf-8; method=PUBLISH',
    content: 'BEGIN:VCALENDAR',
  },
}
const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()))
})

async function server(options: MailServerOptions = {}) {
  const started = await startMailServer(options)
  stops.push(started.stop)
  return started
}

async function stuck(lines: readonly string[], dripping?: string) {
  const started = await startStuckServer(lines, dripping)
  stops.push(started.stop)
  return started
}

function sender(at: string, { from = 'visits@example.org', clinicName = 'Example Clinic' } = {}) {
  return createSmtp({ smtpUrl: at, from, clinicName })
}

describe('a mail', () => {
  test('arrives as it was handed over, from the clinic by its name', async () => {
    const { port, taken } = await server()
    const send = await sender(`smtp://127.0.0.1:${port}`)
    expect(await send(mail)).toEqual({ ok: true })
    expect(taken).toMatchObject([{ from: 'visits@example.org', to: ['paul@example.org'] }])
    const { subject, from, to, text, html, attachments, headers } = taken[0]?.parsed ?? {}
    expect([subject, text?.trim(), html]).toEqual(['Ihr Termin ✓', 'Guten Tag,\n\nbis bald.', '<p>Guten Tag</p>'])
    expect(from?.value).toEqual([{ name: 'Example Clinic', address: 'visits@example.org' }])
    expect(to && !Array.isArray(to) && to.value).toEqual([{ name: '', address: 'paul@example.org' }])
    expect(attachments).toMatchObject([{ filename: 'video-visit.ics', contentType: 'text/calendar' }])
    expect(String(attachments?.[0]?.content)).toBe('BEGIN:VCALENDAR')
    expect(headers?.get('auto-submitted')).toBe('auto-generated')
  })

  test('is from whom MAIL_FROM says, name and all', async () => {
    const { port, taken } = await server()
    const send = await sender(`smtp://localhost:${port}`, { from: 'The Front Desk <desk@example.org>' })
    await send(mail)
    expect(taken[0]?.parsed.from?.text).toBe('"The Front Desk" <desk@example.org>')
  })

  test('goes out under the account of SMTP_URL, with signs in its password', async () => {
    const { port, taken } = await server({ account: { user: 'me@example.org', pass: 'p@ss/w:rd%' } })
    const send = await sender(`smtp://me%40example.org:p%40ss%2Fw%3Ard%25@127.0.0.1:${port}`)
    expect(await send(mail)).toEqual({ ok: true })
    expect(taken).toHaveLength(1)
    const wrong = await sender(`smtp://me%40example.org:other@127.0.0.1:${port}`)
    expect(await wrong(mail)).toEqual({ ok: false, why: 'EAUTH 535' })
  })

  test.each([
    { clinicName: 'Clinic\r\nBcc: many@example.org' },
    { subject: 'Visit\r\nBcc: many@example.org\r\n\r\nBody' },
    { subject: 'Visit\nBcc: many@example.org' },
    { text: '.\r\nRCPT TO:<many@example.org>\r\nDATA\r\n.\r\n' },
    { language: 'de\r\nBcc: many@example.org' },
  ])('is one mail to one person, whatever is in it: %j', async ({ clinicName, ...hostile }) => {
    const { port, taken } = await server()
    const send = await sender(`smtp://127.0.0.1:${port}`, clinicName === undefined ? {} : { clinicName })
    expect(await send({ ...mail, ...hostile })).toEqual({ ok: true })
    expect(taken.map(({ to }) => to)).toEqual([['paul@example.org']])
    expect(taken[0]?.parsed.headers.has('bcc')).toBe(false)
    expect(taken[0]?.raw).not.toMatch(/^bcc:/im)
  })

  test.each([
    'paul@example.org\r\nRCPT TO:<many@example.org>',
    'paul@example.org, many@example.org',
    'paul@example.org> <many@example.org',
  ])('to what is not one address never reaches another: %j', async (to) => {
    const { port, taken } = await server()
    const send = await sender(`smtp://127.0.0.1:${port}`)
    await send({ ...mail, to })
    expect(taken.flatMap((one) => one.to)).not.toContain('many@example.org')
  })

  test('leaves this machine over TLS or not at all, and no password before', async () => {
    // Another address of this machine stands for another machine: nothing is taken on trust but its own names.
    const { port, taken, signedIn } = await server({ host: '127.0.0.2', account: { user: 'me', pass: 'secret' } })
    const send = await sender(`smtp://me:secret@127.0.0.2:${port}`)
    expect(await send(mail)).toMatchObject({ ok: false })
    expect([taken.length, signedIn()]).toEqual([0, 0])
  })
})

describe('a mail server that is of no use', () => {
  test('and refuses somebody is told by its codes, without a word of what it said', async () => {
    const { port } = await server({ unknown: 'paul@example.org' })
    const send = await sender(`smtp://127.0.0.1:${port}`)
    const answer = await send(mail)
    expect(answer).toEqual({ ok: false, why: 'EENVELOPE 550' })
  })

  test('and is not there is found out at once', async () => {
    const send = await sender(`smtp://127.0.0.1:${await freePort()}`)
    expect(await send(mail)).toEqual({ ok: false, why: 'ESOCKET' })
  })

  test.each<[string, string[], string?]>([
    ['says nothing', []],
    ['says nothing after its greeting', ['220 here']],
    ['never comes to an end', ['220 here'], '250-and another thing'],
    ['says nothing after the letter', ['220 here', '250 hello', '250 from', '250 to', '354 go on']],
  ])('and %s is given up in time, and the connection with it', async (_, lines, dripping) => {
    const { port, left } = await stuck(lines, dripping)
    const send = await sender(`smtp://127.0.0.1:${port}`)
    const before = performance.now()
    expect(await send(mail)).toMatchObject({ ok: false })
    expect(performance.now() - before).toBeLessThan(MAIL_WITHIN_MS + 500)
    await left()
  })
})
