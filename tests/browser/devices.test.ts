import { expectMovingPicture, expectSound } from './media.ts'
import { expect, test } from './people.ts'
import { createMeeting, expectCallState, inviteOf, joinCall, openInvite } from './visit.ts'

test('when the browser denies camera and microphone, the patient is told what to press and can still join', async ({
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
