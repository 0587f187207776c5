import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import ICAL from 'ical.js'
import { readQr } from '../support/qr-reader.ts'
import { expectNoFindings } from './axe.ts'
import { expect, type Person, test } from './people.ts'
import { planVisit } from './plan-visit.ts'
import { createMeeting, expectCallState, inviteOf, joinCall, openInvite } from './visit.ts'

for (const [screen, colours] of [
  ['phone', 'dark'],
  ['desktop', 'light'],
] as const) {
  test(`with scripts off, on a ${screen}, the doctor hands an Arabic invitation on in each of its ways (${colours})`, async ({
    bedside,
    arrive,
  }) => {
    const doctor = await arrive('Dr. Ada', { scripts: false, screen })
    await doctor.page.emulateMedia({ colorScheme: colours })
    await planVisit(doctor, bedside.doctorUrl)
    const patient = doctor.page.getByRole('listitem').filter({ hasText: 'Patient' })
    const link = await patient.getByRole('link', { name: /\/join#/ }).getAttribute('href')

    await patient.getByText('The message').click()
    const letter = patient.locator('.letter')
    await expect(letter).toBeVisible()
    await expect(letter).toHaveCSS('direction', 'rtl')
    await expect(letter).toContainText('لديك زيارة عبر الفيديو')
    await expect(letter.getByText(link ?? '')).toHaveCSS('direction', 'ltr')
    // The first letter of the first line stands at the right edge.
    const [line, frame] = [await letter.locator('p').first().boundingBox(), await letter.boundingBox()]
    expect((line?.x ?? 0) + (line?.width ?? 0)).toBeGreaterThan((frame?.x ?? 0) + (frame?.width ?? 0) - 40)

    const mail = new URL((await patient.getByRole('link', { name: 'Send by e-mail' }).getAttribute('href')) ?? '')
    expect([mail.protocol, mail.pathname]).toEqual(['mailto:', 'paul.miller@example.org'])
    expect(mail.searchParams.get('body')).toContain(link)
    const text = new URL((await patient.getByRole('link', { name: 'Send by text' }).getAttribute('href')) ?? '')
    expect([text.protocol, text.pathname]).toEqual(['sms:', '+15550123'])
    expect(text.searchParams.get('body')).toContain(link)

    for (const who of ['Patient', 'Interpreter']) {
      const row = doctor.page.getByRole('listitem').filter({ hasText: who })
      const itsLink = await row.getByRole('link', { name: /\/join#/ }).getAttribute('href')
      expect(await photographed(doctor, row.getByRole('img', { name: /QR picture/ }))).toBe(itsLink)
    }

    const download = doctor.page.waitForEvent('download')
    await patient.getByRole('link', { name: 'Calendar file' }).click()
    const file = await (await download).path()
    expect((await download).suggestedFilename()).toBe('video-visit.ics')
    const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, 'utf8')))
    const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent') ?? undefined)
    expect(event.location).toBe(link)
    expect(event.summary).toContain('زيارتك')
  })
}

test('axe finds nothing on a meeting’s page with fresh invites and every fold open', async ({ bedside, arrive }) => {
  for (const screen of ['phone', 'desktop'] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const doctor = await arrive('Dr. Ada', { screen })
      // Before the page is there: buttons fade from one scheme's colours to the other's, and axe would look in between.
      await doctor.page.emulateMedia({ colorScheme })
      await planVisit(doctor, bedside.doctorUrl)
      for (const fold of await doctor.page.locator('summary').all()) await fold.click()
      await expectNoFindings(doctor, `${screen}, ${colorScheme}`)
    }
  }
})

test('a patient whose link is revoked is out of the call at once and cannot come back, until there is a new one', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const patient = await arrive('Paul', { screen: 'phone', expectedErrors: /40[14]/ })
  const meeting = await createMeeting(bedside, doctor)
  await openInvite(patient, inviteOf(meeting, 'patient').url)
  await joinCall(patient)
  await expectCallState(patient, 'waiting')

  await doctor.page.goto(`/meetings/${meeting.roomId}`)
  await doctor.page.getByRole('button', { name: 'Revoke the link: Paul' }).click()
  await expect(doctor.page.getByText('The link is revoked')).toBeVisible()
  await expectCallState(patient, 'ended')
  await patient.page.goto(inviteOf(meeting, 'patient').url)
  await patient.page.getByLabel('Your name').fill('Paul')
  await patient.page.getByRole('checkbox').check()
  await patient.page.getByRole('button', { name: 'Continue' }).click()
  await expect(patient.page.getByRole('alert')).toBeVisible()

  await doctor.page.getByRole('button', { name: 'New link: Paul' }).click()
  await expect(doctor.page.getByText('The link is revoked')).toBeHidden()
  const link = await doctor.page.getByRole('link', { name: /\/join#/ }).getAttribute('href')
  await openInvite(patient, link ?? '')
})

test('a scanner with scripts opens the link three times, the patient twice at once, and there is one seat', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const scanner = await arrive('a mail scanner')
  const patient = await arrive('Paul')
  const meeting = await createMeeting(bedside, doctor)
  const { url } = inviteOf(meeting, 'patient')
  for (let visit = 0; visit < 3; visit += 1) {
    await scanner.context.request.head(url)
    await scanner.page.goto(url)
  }
  await patient.page.goto(url)
  await patient.page.getByLabel('Your name').fill('Paul')
  await patient.page.getByRole('checkbox').check()
  await patient.page.getByRole('button', { name: 'Continue' }).dblclick()
  await expect(patient.page).toHaveURL(/\/call\//)
  await joinCall(patient)
  await expectCallState(patient, 'waiting')
})

const IN_APP = {
  ios: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 350.0',
  android:
    'Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/480.0;]',
} as const

for (const system of ['ios', 'android'] as const) {
  test(`inside another app on ${system} the patient gets the whole link to take along, and may go on`, async ({
    bedside,
    arrive,
  }) => {
    const doctor = await arrive('Dr. Ada')
    const patient = await arrive('Paul', { screen: 'phone', userAgent: IN_APP[system] })
    const meeting = await createMeeting(bedside, doctor)
    const { url } = inviteOf(meeting, 'patient')
    await patient.page.goto(url)
    await expect(patient.page.getByRole('heading', { name: 'Open this in your own browser' })).toBeVisible()
    await expect(patient.page.getByText(url)).toBeVisible()
    // The app's own "open in browser" takes the address as it stands.
    expect(patient.page.url()).toBe(url)
    await expectNoFindings(patient, system)
    const out = patient.page.getByRole('link', { name: 'Open in my browser' })
    if (system === 'android') {
      const { host, hash, pathname } = new URL(url)
      expect(await out.getAttribute('href')).toContain(`intent://${host}${pathname}${hash}#Intent;scheme=http;`)
    } else await expect(out).toHaveCount(0)

    await patient.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await patient.page.getByRole('button', { name: 'Copy link' }).click()
    await expect(patient.page.getByRole('button', { name: 'Copied' })).toBeVisible()
    expect(await patient.page.evaluate('navigator.clipboard.readText()')).toBe(url)

    await patient.page.getByLabel('Your name').fill('Paul')
    await patient.page.getByRole('checkbox').check()
    await patient.page.getByRole('button', { name: 'Continue' }).click()
    await expect(patient.page).toHaveURL(/\/call\//)
  })
}

test('inside another app with scripts off the door says where the code is, and shows no button that does nothing', async ({
  arrive,
}) => {
  const patient = await arrive('Paul', { screen: 'phone', scripts: false, userAgent: IN_APP.ios })
  await patient.page.goto('/join#7K3M-Q2XR-9TFA')
  await expect(patient.page.getByText('type the code from the clinic’s message')).toBeVisible()
  await expect(patient.page.getByRole('button', { name: 'Copy link' })).toBeHidden()
})

/** What somebody's telephone reads off the doctor's screen. */
async function photographed({ context }: Person, picture: ReturnType<Page['getByRole']>): Promise<string | null> {
  const shot = (await picture.screenshot()).toString('base64')
  const elsewhere = await context.browser()?.newPage()
  if (!elsewhere) throw new Error('no browser')
  const pixels: { data: string; width: number; height: number } = await elsewhere.evaluate(`(async () => {
    const png = Uint8Array.from(atob('${shot}'), (letter) => letter.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([png]))
    const { width, height } = bitmap
    const drawing = new OffscreenCanvas(width, height).getContext('2d')
    drawing.drawImage(bitmap, 0, 0)
    return { data: Array.from(drawing.getImageData(0, 0, width, height).data).join(), width, height }
  })()`)
  await elsewhere.close()
  return readQr({ ...pixels, data: Uint8ClampedArray.from(pixels.data.split(',').map(Number)) })
}
