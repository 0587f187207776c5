import { endTrack, muteTrack, plug, watchDevices } from './device-events.ts'
import { expectMovingPicture, expectNoMovingPicture, expectSound } from './media.ts'
import { expect, type Person, test } from './people.ts'
import { createMeeting, expectCallState, inviteOf, joinCall, openInvite, startVisit } from './visit.ts'

test('when the browser denies camera and microphone, the patient is told what to press and can still join @everyday', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const patient = await arrive('Paul', { permission: 'denied', screen: 'phone' })
  const meeting = await createMeeting(bedside, doctor)
  await doctor.page.goto(meeting.callUrl)
  await joinCall(doctor)
  await openInvite(patient, inviteOf(meeting, 'patient').url)
  await expect(patient.page.getByText(/(camera|microphone).*(blocked|not allowed|permission)/i).first()).toBeVisible()
  await expect(patient.page.getByRole('button', { name: /try again/i })).toBeVisible()
  await patient.page.getByRole('button', { name: /join/i }).first().click()
  await expectCallState(patient, 'connected')
  await expectMovingPicture(patient.page.getByLabel('Remote video'))
  await expectSound(patient.page)
})

test('a camera and a microphone that the system ends come back by themselves, seen and heard by the other side', async ({
  bedside,
  arrive,
}) => {
  const [ada, paul] = await visit(bedside, arrive)
  for (const kind of ['camera', 'microphone'] as const) {
    await endTrack(paul, kind)
    await expect(paul.page.getByRole('alert')).toContainText(`Your ${kind} is on again.`)
    await paul.page.getByRole('button', { name: 'OK' }).click()
    await expect(paul.page.getByRole('alert')).toHaveCount(0)
  }
  await expectMovingPicture(ada.page.getByLabel('Remote video'))
  await expectSound(ada.page)
})

test('[M2] where the browser wants to ask again, one tap brings the microphone back, and both sides are told until then', async ({
  bedside,
  arrive,
}) => {
  const [ada, paul] = await visit(bedside, arrive)
  await paul.page.evaluate(() => Object.assign(window, { permissionNow: 'prompt' }))
  await endTrack(paul, 'microphone')
  await expect(paul.page.getByRole('alert')).toContainText('Your microphone went off. The others do not hear you.')
  await expect(ada.page.getByText('Microphone interrupted')).toBeVisible()
  await paul.page.getByRole('button', { name: 'Turn your microphone on again' }).click()
  await expect(paul.page.getByRole('alert')).toHaveCount(0)
  await expect(ada.page.getByText('Microphone interrupted')).toHaveCount(0)
  await expectSound(ada.page)
})

test('permission that is withdrawn in the middle of a call says what to press, and a tap after it was given again is enough', async ({
  bedside,
  arrive,
}) => {
  const [ada, paul] = await visit(bedside, arrive)
  await paul.page.evaluate(() => Object.assign(window, { permissionNow: 'denied' }))
  await endTrack(paul, 'camera')
  await expect(paul.page.getByRole('alert')).toContainText('Your browser keeps your camera from this page now.')
  await expect(ada.page.getByText('Camera interrupted')).toBeVisible()
  await expectNoMovingPicture(ada.page.getByLabel('Remote video'))
  await paul.page.evaluate(() => Object.assign(window, { permissionNow: 'granted' }))
  await paul.page.getByRole('button', { name: 'Turn your camera on again' }).click()
  await expectMovingPicture(ada.page.getByLabel('Remote video'))
  await expect(ada.page.getByText('Camera interrupted')).toHaveCount(0)
})

test('[M2] a telephone call that takes the microphone is told on both sides, and its end too', async ({
  bedside,
  arrive,
}) => {
  const [ada, paul] = await visit(bedside, arrive)
  await muteTrack(paul, 'microphone', true)
  await expect(paul.page.getByRole('alert')).toContainText('A phone call or another program is using your microphone.')
  await expect(ada.page.getByText('Microphone interrupted')).toBeVisible()
  await muteTrack(paul, 'microphone', false)
  await expect(paul.page.getByRole('alert')).toHaveCount(0)
  await expect(ada.page.getByText('Microphone interrupted')).toHaveCount(0)
})

test('a chosen microphone that is unplugged gives way to the usual one and is taken again when it is back, the call going on', async ({
  bedside,
  arrive,
}) => {
  const ada = await arrive('Dr. Ada')
  const paul = await arrive('Paul', { screen: 'phone' })
  await watchDevices(paul)
  const meeting = await createMeeting(bedside, ada)
  await ada.page.goto(meeting.callUrl)
  await joinCall(ada)
  await openInvite(paul, inviteOf(meeting, 'patient').url)
  const choice = paul.page.getByRole('combobox', { name: /^Microphone/ })
  const headset = 'Fake Audio Input 2'
  await choice.selectOption({ label: headset })
  await expect(choice.locator('option:checked')).toHaveText(headset)
  await joinCall(paul)
  await expectCallState(paul, 'connected')

  await plug(paul, headset, false)
  await expect(paul.page.getByRole('alert')).toContainText(
    `“${headset}” is gone. We use “Fake Default Audio Input” instead.`,
  )
  await expectSound(ada.page)
  await plug(paul, headset, true)
  await expect(paul.page.getByRole('alert')).toContainText(`“${headset}” is back and in use again.`)
  await expectSound(ada.page)
  await expectCallState(ada, 'connected')
})

test('[M2] a microphone that brings nothing at all is told kindly, once, and shown to the other side', async ({
  bedside,
  arrive,
}) => {
  const ada = await arrive('Dr. Ada')
  const paul = await arrive('Paul', { microphone: 'silent' })
  await startVisit(bedside, ada, paul)
  await expect(paul.page.getByRole('alert')).toContainText('We hear nothing from your microphone.', { timeout: 15_000 })
  await expect(ada.page.getByText('Microphone brings no sound')).toBeVisible()
  await paul.page.getByRole('button', { name: 'OK' }).click()
  await expect(paul.page.getByRole('alert')).toHaveCount(0)
  await paul.page.getByRole('button', { name: 'Mute' }).click()
  await expect(ada.page.getByText('Muted')).toBeVisible()
})

async function visit(
  bedside: Parameters<typeof startVisit>[0],
  arrive: (name: string, options?: { screen: 'phone' }) => Promise<Person>,
): Promise<[Person, Person]> {
  const ada = await arrive('Dr. Ada')
  const paul = await arrive('Paul', { screen: 'phone' })
  await watchDevices(paul)
  await startVisit(bedside, ada, paul)
  await expectMovingPicture(ada.page.getByLabel('Remote video'))
  return [ada, paul]
}
