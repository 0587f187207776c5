import { expectMovingPicture, expectNoMovingPicture, expectSilence, expectSound } from './media.ts'
import { expect, test } from './people.ts'
import { createMeeting, expectCallState, inviteOf, joinCall, openInvite, startVisit } from './visit.ts'

test('with the links printed at the first start, doctor and patient see and hear each other @everyday', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const patient = await arrive('Paul', { screen: 'phone' })
  await doctor.page.goto(bedside.doctorUrl)
  await expect(doctor.page).toHaveURL(/\/call\/[0-9a-z]{12}/)
  await joinCall(doctor)
  await expectCallState(doctor, 'waiting')
  await openInvite(patient, bedside.patientUrl)
  await joinCall(patient)
  for (const person of [doctor, patient]) {
    await expectCallState(person, 'connected')
    await expectMovingPicture(person.page.getByLabel('Remote video'))
    await expectMovingPicture(person.page.getByLabel('Your video'))
    await expectSound(person.page)
  }
  await expect(doctor.page.getByText('Paul')).toBeVisible()
})

test('who opens the page first makes no difference', async ({ bedside, arrive }) => {
  const doctor = await arrive('Dr. Ada')
  const patient = await arrive('Paul')
  const meeting = await createMeeting(bedside, doctor)
  await openInvite(patient, inviteOf(meeting, 'patient').url)
  await joinCall(patient)
  await expectCallState(patient, 'waiting')
  await doctor.page.goto(meeting.callUrl)
  await joinCall(doctor)
  for (const person of [doctor, patient]) {
    await expectCallState(person, 'connected')
    await expectMovingPicture(person.page.getByLabel('Remote video'))
    await expectSound(person.page)
  }
})

test('when the doctor mutes and turns the camera off, the patient hears and sees nothing and is told so @everyday', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const patient = await arrive('Paul')
  await startVisit(bedside, doctor, patient)
  await expectSound(patient.page)

  await doctor.page.getByRole('button', { name: 'Mute', exact: true }).click()
  await expect(patient.page.getByText(/muted/i).first()).toBeVisible()
  await expectSilence(patient.page)
  await doctor.page.getByRole('button', { name: 'Unmute' }).click()
  await expectSound(patient.page)

  await doctor.page.getByRole('button', { name: 'Turn camera off' }).click()
  await expect(patient.page.getByText(/camera (is )?off/i).first()).toBeVisible()
  await expectNoMovingPicture(patient.page.getByLabel('Remote video'))
  await doctor.page.getByRole('button', { name: 'Turn camera on' }).click()
  await expectMovingPicture(patient.page.getByLabel('Remote video'))
})

test('end call by the doctor ends it for both, and the end is stored @everyday', async ({ bedside, arrive }) => {
  const doctor = await arrive('Dr. Ada')
  const patient = await arrive('Paul')
  const meeting = await startVisit(bedside, doctor, patient)
  await doctor.page.getByRole('button', { name: 'End call' }).click()
  await expectCallState(doctor, 'ended')
  await expectCallState(patient, 'ended')
  await expect(patient.page.getByLabel('Remote video')).toHaveCount(0)
  await expect
    .poll(async () => (await (await doctor.context.request.get(`/api/meetings/${meeting.roomId}`)).json()).data)
    .toMatchObject({
      state: 'ended',
      endReason: 'doctor',
      endedAt: expect.any(Number),
      activeSince: expect.any(Number),
    })
  await patient.page.reload()
  await expect(patient.page.getByRole('button', { name: 'Join call' })).toHaveCount(0)
})

test('when the patient ends the call, the doctor goes back to waiting and the patient may come again', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const patient = await arrive('Paul')
  await startVisit(bedside, doctor, patient)
  await patient.page.getByRole('button', { name: 'End call' }).click()
  await expectCallState(patient, 'ended')
  await expectCallState(doctor, 'waiting')
  await patient.page.getByRole('link', { name: 'Join again' }).click()
  await joinCall(patient)
  await expectCallState(patient, 'connected')
  await expectMovingPicture(doctor.page.getByLabel('Remote video'))
})

test('a third person with the same invite takes the seat over and never sits beside @everyday', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const patient = await arrive('Paul')
  const third = await arrive('Paul at the other device')
  const meeting = await startVisit(bedside, doctor, patient)
  await openInvite(third, inviteOf(meeting, 'patient').url)
  await joinCall(third)
  await expectCallState(third, 'connected')
  await expectCallState(patient, 'ended')
  await expect(patient.page.getByText(/another (page|device|window)/i).first()).toBeVisible()
  await expectMovingPicture(third.page.getByLabel('Remote video'))
  await expectMovingPicture(doctor.page.getByLabel('Remote video'))
  await expect(doctor.page.getByLabel(/Remote video/)).toHaveCount(1)
})

test('a reload keeps the seat, and picture and sound come back', async ({ bedside, arrive }) => {
  const doctor = await arrive('Dr. Ada')
  const patient = await arrive('Paul')
  await startVisit(bedside, doctor, patient)
  await patient.page.reload()
  await joinCall(patient)
  await expectCallState(patient, 'connected')
  await expectMovingPicture(doctor.page.getByLabel('Remote video'))
  await expectSound(patient.page)
  await expect(doctor.page.getByLabel(/Remote video/)).toHaveCount(1)
})

test('where the doctor opens the door, the patient waits until admitted', async ({ bedside, arrive }) => {
  const doctor = await arrive('Dr. Ada')
  const patient = await arrive('Paul')
  const meeting = await createMeeting(bedside, doctor, { title: 'By the door', admission: 'by-doctor' })
  await openInvite(patient, inviteOf(meeting, 'patient').url)
  await joinCall(patient)
  await expectCallState(patient, 'waiting')
  await doctor.page.goto(meeting.callUrl)
  await joinCall(doctor)
  await expect(doctor.page.getByText('Paul').first()).toBeVisible()
  await expectCallState(doctor, 'waiting')
  await expect(patient.page.getByText('Dr. Ada')).toHaveCount(0)
  await doctor.page.getByRole('button', { name: 'Admit' }).click()
  await expectCallState(patient, 'connected')
  await expectMovingPicture(doctor.page.getByLabel('Remote video'))
})

test('an interpreter sits down beside doctor and patient, and each sees the other two', async ({ bedside, arrive }) => {
  const doctor = await arrive('Dr. Ada')
  const patient = await arrive('Paul')
  const interpreter = await arrive('Inés')
  const meeting = await createMeeting(bedside, doctor, { title: 'With an interpreter', guests: ['interpreter'] })
  await doctor.page.goto(meeting.callUrl)
  await joinCall(doctor)
  await openInvite(patient, inviteOf(meeting, 'patient').url)
  await joinCall(patient)
  await openInvite(interpreter, inviteOf(meeting, 'interpreter').url)
  await joinCall(interpreter)
  for (const person of [doctor, patient, interpreter]) {
    const others = person.page.getByLabel(/Remote video/)
    await expect(others).toHaveCount(2)
    await expectMovingPicture(others.nth(0))
    await expectMovingPicture(others.nth(1))
  }
})
