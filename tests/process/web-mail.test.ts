import { afterEach, expect, test } from 'vitest'
import { startMailServer, startStuckServer } from '../support/mail-server.ts'
import { type RunningBedside, startBedside } from '../support/processes.ts'

/** The creation form with an address in it, through both processes to a mail server. */

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

const email = 'paul.miller@example.org'

test('an e-mail that is sent is said to be, and has the very link that the page shows', async () => {
  const server = await startMailServer()
  const bedside = await start(server)
  const text = await pageAfterForm(bedside)
  expect(text).toContain(`Sent by e-mail to ${email}.`)
  expect(server.taken[0]?.parsed.text).toContain(linkIn(text))
})

test('a mail server that hangs costs the doctor a few seconds and no link', async () => {
  const server = await startStuckServer(['220 here'])
  const bedside = await start(server)
  const text = await pageAfterForm(bedside)
  expect(text).toContain(`The e-mail to ${email} could not be sent.`)
  expect(linkIn(text)).toMatch(/\/join#[0-9A-Z-]{14}$/)
})

async function start(server: { port: number; stop(): Promise<void> }): Promise<RunningBedside> {
  const env = { SMTP_URL: `smtp://127.0.0.1:${server.port}`, MAIL_FROM: 'visits@example.org' }
  const bedside = await startBedside({ env })
  stops.push(bedside.stop, server.stop)
  return bedside
}

async function pageAfterForm({ url, doctorUrl }: RunningBedside): Promise<string> {
  const cookieOf = (response: Response) => response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const session = cookieOf(await fetch(doctorUrl, { redirect: 'manual' }))
  const made = await fetch(`${url}/meetings/new`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: session },
    body: new URLSearchParams({ title: 'Knee', email, next: 'schedule' }),
  })
  expect(made.status).toBe(303)
  const headers = { cookie: `${session}; ${cookieOf(made)}` }
  return await (await fetch(new URL(made.headers.get('location') ?? '', url), { headers })).text()
}

function linkIn(page: string): string {
  return /href="([^"]*\/join#[^"]*)"/.exec(page)?.[1] ?? 'no link'
}
