import { cornerBrightness, expectMovingPicture, expectSound } from './media.ts'
import { expect, test } from './people.ts'
import { startVisit } from './visit.ts'

test('the doctor shares the screen, the patient sees it in place of the camera, and the camera comes back @everyday', async ({
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

test("the browser's own stop bar brings the camera back too", async ({ bedside, arrive }) => {
  const doctor = await arrive('Dr. Ada')
  const patient = await arrive('Paul')
  // Keeps the captured track at hand: the stop bar lies outside the page, and what it does to the page is end this track.
  await doctor.page.addInitScript(() => {
    const ask = navigator.mediaDevices.getDisplayMedia.bind(navigator.mediaDevices)
    navigator.mediaDevices.getDisplayMedia = async (options) => {
      const stream = await ask(options)
      Object.assign(window, { captured: stream.getVideoTracks()[0] })
      return stream
    }
  })
  await startVisit(bedside, doctor, patient)
  const remote = patient.page.getByLabel('Remote video')
  await expectMovingPicture(remote)
  const camera = await cornerBrightness(remote)
  await doctor.page.getByRole('button', { name: 'Share screen' }).click()
  await expect.poll(() => cornerBrightness(remote), { timeout: 15_000 }).toBeGreaterThan(camera + 60)

  await doctor.page.evaluate(() => {
    const track: unknown = Reflect.get(window, 'captured')
    if (!(track instanceof MediaStreamTrack)) throw new Error('nothing is captured')
    track.stop()
    track.dispatchEvent(new Event('ended'))
  })
  await expect(doctor.page.getByRole('button', { name: 'Share screen' })).toBeVisible()
  await expect.poll(() => cornerBrightness(remote), { timeout: 15_000 }).toBeLessThan(camera + 30)
  await expectMovingPicture(remote)
})
