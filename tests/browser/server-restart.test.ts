import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningBedside, type RunningSignaling, startSignaling } from '../support/processes.ts'
import { expectMovingPicture, expectSound } from './media.ts'
import { expect, test } from './people.ts'
import { expectCallState, joinCall, openInvite } from './visit.ts'

/** A new process on the same port and store. */
async function startAgain({ url, signaling }: RunningBedside): Promise<RunningSignaling> {
  const { port, dataDir } = signaling
  return await startSignaling({
    dataDir,
    env: { SIGNALING_PORT: String(port), PORT: new URL(url).port, PUBLIC_URL: url },
  })
}

const LOST_LINE = /WebSocket connection to .* failed/

test('when the signaling process dies and comes back, picture and sound never stop and the chat works again', async ({
  arrive,
  openClinic,
  afterwards,
}) => {
  test.setTimeout(90_000)
  const bedside = await openClinic()
  const doctor = await arrive('Dr. Ada', { expectedErrors: LOST_LINE })
  const patient = await arrive('Paul', { expectedErrors: LOST_LINE })
  await doctor.page.goto(bedside.doctorUrl)
  await joinCall(doctor)
  await openInvite(patient, bedside.patientUrl)
  await joinCall(patient)
  await expectCallState(doctor, 'connected')
  await expectCallState(patient, 'connected')

  await bedside.signaling.kill()
  for (const person of [doctor, patient]) {
    await expectCallState(person, 'reconnecting')
    await expectMovingPicture(person.page.getByLabel('Remote video'))
  }
  await patient.page.getByRole('button', { name: /Chat/ }).click()
  await patient.page.getByRole('textbox', { name: 'Message' }).fill('Are you still there?')
  await patient.page.keyboard.press('Enter')
  await patient.page.evaluate(() => {
    const video = document.querySelector('video[aria-label="Remote video"]')
    video?.addEventListener('emptied', () => document.documentElement.setAttribute('data-cut', ''))
  })

  const again = await startAgain(bedside)
  afterwards(again.stop)
  for (const person of [doctor, patient]) {
    await expectCallState(person, 'connected')
    await expectMovingPicture(person.page.getByLabel('Remote video'))
    await expectSound(person.page)
  }
  await doctor.page.getByRole('button', { name: /Chat/ }).click()
  await expect(doctor.page.getByText('Are you still there?', { exact: true })).toHaveCount(1)
  await expect(patient.page.locator('html[data-cut]'), 'the picture was the same one all along').toHaveCount(0)
})

test('[D1] a process that is replaced by another one is noticed by nobody: no word changes, no picture stops', async ({
  arrive,
  openClinic,
  afterwards,
}) => {
  test.setTimeout(90_000)
  const dataDir = await mkdtemp(join(tmpdir(), 'bedside-'))
  const bedside = await openClinic({ dataDir })
  const doctor = await arrive('Dr. Ada', { expectedErrors: LOST_LINE })
  const patient = await arrive('Paul', { expectedErrors: LOST_LINE })
  await doctor.page.goto(bedside.doctorUrl)
  await joinCall(doctor)
  await openInvite(patient, bedside.patientUrl)
  await joinCall(patient)
  for (const person of [doctor, patient]) {
    await expectCallState(person, 'connected')
    await person.page.evaluate(() => {
      const words: string[] = []
      Object.assign(window, { words })
      const look = () => words.push(document.querySelector('main')?.textContent ?? '')
      look()
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
    })
  }
  await bedside.signaling.stop()
  const again = await startAgain(bedside)
  afterwards(again.stop)
  await doctor.page.getByRole('button', { name: /Chat/ }).click()
  await doctor.page.getByRole('textbox', { name: 'Message' }).fill('Anything to notice?')
  await doctor.page.keyboard.press('Enter')
  await expect(patient.page.getByRole('button', { name: /Chat.*1/ })).toBeVisible()
  for (const person of [doctor, patient]) {
    await expectMovingPicture(person.page.getByLabel('Remote video'))
    const words: string[] = await person.page.evaluate(() => Reflect.get(window, 'words'))
    expect(words.filter((one) => /interrupted|Reconnecting/i.test(one))).toEqual([])
  }
  await rm(dataDir, { recursive: true, force: true })
})

test('what was written while the clinic was away is sent after a reload, once', async ({
  arrive,
  openClinic,
  afterwards,
}) => {
  test.setTimeout(90_000)
  const dataDir = await mkdtemp(join(tmpdir(), 'bedside-'))
  const bedside = await openClinic({ dataDir })
  const doctor = await arrive('Dr. Ada', { expectedErrors: LOST_LINE })
  const patient = await arrive('Paul', { expectedErrors: /WebSocket connection to .* failed|503/ })
  await doctor.page.goto(bedside.doctorUrl)
  await joinCall(doctor)
  await openInvite(patient, bedside.patientUrl)
  await joinCall(patient)
  for (const person of [doctor, patient]) await expectCallState(person, 'connected')
  await bedside.signaling.kill()
  await expectCallState(patient, 'reconnecting')
  await patient.page.getByRole('button', { name: /Chat/ }).click()
  await patient.page.getByRole('textbox', { name: 'Message' }).fill('My phone is about to restart.')
  await patient.page.keyboard.press('Enter')
  await expect(patient.page.getByText('My phone is about to restart.')).toBeVisible()
  await patient.page.reload()
  const again = await startAgain(bedside)
  afterwards(again.stop)
  await patient.page.reload()
  await joinCall(patient)
  await doctor.page.getByRole('button', { name: /Chat/ }).click()
  await expect(doctor.page.getByText('My phone is about to restart.', { exact: true })).toHaveCount(1)
  await expect.poll(() => patient.page.evaluate(() => JSON.stringify(history.state))).not.toContain('My phone')
  await rm(dataDir, { recursive: true, force: true })
})
