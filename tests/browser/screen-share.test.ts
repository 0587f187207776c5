import { cornerBrightness, expectMovingPicture, expectSound } from './media.ts'
import { expect, test } from './people.ts'
import { startVisit } from './visit.ts'

test('the doctor shares the screen, the patient sees it in place of the camera, and the camera comes back', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const patient = await arrive('Paul')
  await startVisit(bedside, doctor, patient)
  const remote = patient.page.getByLabel('Remote video')
  await expectMovingPicture(remote)
  const camera = await cornerBrightness(remote)

  await doctor.page.getByRole('button', { name: 'Share screen' }).click()
  await expect(patient.page.getByText(/screen/i).first()).toBeVisible()
  await expect.poll(() => cornerBrightness(remote), { timeout: 15_000 }).toBeGreaterThan(camera + 60)
  await expectSound(patient.page)

  await doctor.page.getByRole('button', { name: 'Stop sharing' }).click()
  await expect.poll(() => cornerBrightness(remote), { timeout: 15_000 }).toBeLessThan(camera + 30)
  await expectMovingPicture(remote)
})
