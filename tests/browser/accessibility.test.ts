import type { Page } from '@playwright/test'
import { adminPaths, becomeAdministrator, fillClinic } from './administrator.ts'
import { expectNoFindings } from './axe.ts'
import { expect, test } from './people.ts'
import { createMeeting, expectCallState, inviteOf, joinCall, openInvite, startVisit } from './visit.ts'

for (const screen of ['phone', 'desktop'] as const) {
  for (const colours of ['light', 'dark'] as const) {
    const tag = screen === 'phone' && colours === 'light' ? ' @everyday' : ''
    test(`axe finds nothing on the pages of patient and doctor (${screen}, ${colours})${tag}`, async ({
      bedside,
      arrive,
    }) => {
      const doctor = await arrive('Dr. Ada', { screen, expectedErrors: /404/ })
      await colourScheme(doctor.page, colours)
      const meeting = await createMeeting(bedside, doctor)
      const paths = [
        '/',
        '/join',
        '/test',
        '/sign-in',
        '/setup',
        '/meetings',
        '/meetings/new',
        `/meetings/${meeting.roomId}`,
        '/nowhere',
      ]
      for (const path of paths) {
        await doctor.page.goto(path)
        await expectNoFindings(doctor, path)
      }
      await doctor.page.goto(meeting.callUrl)
      await expect(doctor.page.getByRole('button', { name: 'Join call' })).toBeVisible()
      await expectNoFindings(doctor, 'lobby')
    })
  }
}

test("axe finds nothing on the administrator's pages, on a phone and a desktop, light and dark", async ({
  arrive,
  openClinic,
}) => {
  test.setTimeout(180_000)
  const clinic = await openClinic()
  const [admin, onPhone] = [await arrive('Grace Hopper'), await arrive('Grace Hopper', { screen: 'phone' })]
  await becomeAdministrator(clinic, admin)
  await onPhone.context.addCookies(await admin.context.cookies())
  const [ended = '', running = ''] = await fillClinic(clinic, admin, 6)
  for (const person of [admin, onPhone]) {
    for (const colours of ['light', 'dark'] as const) {
      await colourScheme(person.page, colours)
      for (const path of [...adminPaths(ended), `/admin/meetings/${running}`]) {
        await person.page.goto(`${clinic.url}${path}`)
        for (const fold of await person.page.locator('summary').all()) await fold.click()
        await expectNoFindings(person, `${path} (${colours})`)
      }
    }
  }
})

test('axe finds nothing at the test, nor in a lobby where nothing works', async ({ arrive, openClinic }) => {
  test.setTimeout(180_000)
  const clinic = await openClinic({ env: { CLINIC_PHONE: '+1 555 0100' } })
  for (const permission of ['granted', 'denied'] as const) {
    const paul = await arrive('Paul', { screen: 'phone', permission, expectedErrors: /ERR_INTERNET|WebSocket/ })
    await paul.page.goto(`${clinic.url}/test`)
    await paul.page.getByRole('button', { name: 'Start the test' }).click()
    await paul.page.getByText('What was found').click()
    await paul.page.getByRole('button', { name: 'Play a sound' }).click()
    await paul.page.getByRole('button', { name: 'I hear nothing' }).click()
    await expectNoFindings(paul, `the test (${permission})`)
    await openInvite(paul, clinic.patientUrl)
    await expect(paul.page.getByRole('region', { name: 'Your connection' })).toBeVisible()
    await paul.context.setOffline(true)
    await expect(paul.page.getByText('Your device has no connection')).toBeVisible()
    for (const colours of ['light', 'dark'] as const) {
      await colourScheme(paul.page, colours)
      await expectNoFindings(paul, `a lobby without a connection (${permission}, ${colours})`)
    }
    await paul.page.close()
  }
  const silent = await arrive('Paul', { screen: 'phone', microphone: 'silent' })
  await openInvite(silent, clinic.patientUrl)
  await silent.page.getByRole('heading', { level: 1 }).click()
  await expect(silent.page.getByText('We hear nothing from your microphone')).toBeVisible()
  await expectNoFindings(silent, 'a silent microphone')
  await silent.page.close()
})

test('axe finds nothing in the waiting room, in the call with the chat open, and at its end @everyday', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const patient = await arrive('Paul', { screen: 'phone' })
  const waiting = await createMeeting(bedside, doctor, { title: 'Door', admission: 'by-doctor' })
  await openInvite(patient, inviteOf(waiting, 'patient').url)
  await joinCall(patient)
  await expectCallState(patient, 'waiting')
  await expectNoFindings(patient, 'waiting room')
  await doctor.page.goto(waiting.callUrl)
  await joinCall(doctor)
  await expect(doctor.page.getByRole('button', { name: 'Admit' })).toBeVisible()
  await expectNoFindings(doctor, 'somebody waits')

  await startVisit(bedside, doctor, patient)
  await doctor.page.getByRole('button', { name: /Chat/ }).click()
  for (const person of [doctor, patient]) await expectNoFindings(person, 'call')
  await doctor.page.getByRole('button', { name: 'End call' }).click()
  for (const person of [doctor, patient]) {
    await expectCallState(person, 'ended')
    await expectNoFindings(person, 'end')
  }
})

async function colourScheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme })
}
