import { startBedside, startSignaling } from '../support/processes.ts'
import { expectMovingPicture, expectSound } from './media.ts'
import { expect, test } from './people.ts'
import { expectCallState, joinCall, openInvite } from './visit.ts'

const LOST_LINE = /WebSocket connection to .* failed/

test('when the signaling process dies and comes back, picture and sound never stop and the chat works again', async ({
  arrive,
}) => {
  test.setTimeout(90_000)
  const bedside = await startBedside()
  const { port, dataDir } = bedside.signaling
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

  const { origin } = new URL(bedside.url)
  const again = await startSignaling({
    dataDir,
    env: { SIGNALING_PORT: String(port), PORT: new URL(origin).port, PUBLIC_URL: bedside.url },
  })
  for (const person of [doctor, patient]) {
    await expectCallState(person, 'connected')
    await expectMovingPicture(person.page.getByLabel('Remote video'))
    await expectSound(person.page)
  }
  await doctor.page.getByRole('button', { name: /Chat/ }).click()
  await expect(doctor.page.getByText('Are you still there?', { exact: true })).toHaveCount(1)
  await expect(patient.page.locator('html[data-cut]'), 'the picture was the same one all along').toHaveCount(0)
  await again.stop()
  await bedside.stop()
})
