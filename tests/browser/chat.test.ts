import { expect, type Person, test } from './people.ts'
import { createMeeting, expectCallState, inviteOf, joinCall, openInvite, startVisit } from './visit.ts'

test('what one writes the other reads, once, and as the text it is @everyday', async ({ bedside, arrive }) => {
  const doctor = await arrive('Dr. Ada')
  const patient = await arrive('Paul')
  await startVisit(bedside, doctor, patient)
  const lines = [
    'How do you feel today?',
    '<script>document.title = "owned"</script>',
    '<img src=x onerror=alert(1)> & "quotes"',
  ]
  await openChat(doctor.page)
  await openChat(patient.page)
  for (const line of lines) {
    await doctor.page.getByRole('textbox', { name: 'Message' }).fill(line)
    await doctor.page.getByRole('button', { name: 'Send', exact: true }).click()
    for (const { page } of [doctor, patient]) await expect(page.getByText(line, { exact: true })).toHaveCount(1)
  }
  await patient.page.getByRole('textbox', { name: 'Message' }).fill('Better, thank you.')
  await patient.page.keyboard.press('Enter')
  for (const { page } of [doctor, patient]) {
    await expect(page.getByText('Better, thank you.', { exact: true })).toHaveCount(1)
    await expect(page).not.toHaveTitle('owned')
  }
})

test('a line that arrives while the chat is closed is noticed', async ({ bedside, arrive }) => {
  const doctor = await arrive('Dr. Ada', { screen: 'phone' })
  const patient = await arrive('Paul', { screen: 'phone' })
  await startVisit(bedside, doctor, patient)
  await openChat(doctor.page)
  await doctor.page.getByRole('textbox', { name: 'Message' }).fill('Can you see this?')
  await doctor.page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(patient.page.getByRole('button', { name: /Chat/ })).toContainText(/1|new/i)
  await openChat(patient.page)
  await expect(patient.page.getByText('Can you see this?', { exact: true })).toBeVisible()
})

async function openChat(page: import('@playwright/test').Page): Promise<void> {
  const message = page.getByRole('textbox', { name: 'Message' })
  if (!(await message.isVisible())) await page.getByRole('button', { name: /Chat/ }).click()
  await expect(message).toBeVisible()
}

test('two who both denied camera and microphone can still write to each other', async ({ bedside, arrive }) => {
  const doctor = await arrive('Dr. Ada', { permission: 'denied' })
  const patient = await arrive('Paul', { permission: 'denied', screen: 'phone' })
  await startVisit(bedside, doctor, patient)
  await expectTheyWrite(doctor, patient)
})

test('where the network lets no media through at all, they can still write to each other and are told why', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const patient = await arrive('Paul', { screen: 'phone' })
  // Through the relay alone, and there is none: no way for media is left.
  const meeting = await createMeeting(bedside, doctor, { title: 'No way through', relayOnly: true })
  await doctor.page.goto(meeting.callUrl)
  await joinCall(doctor)
  await openInvite(patient, inviteOf(meeting, 'patient').url)
  await joinCall(patient)
  for (const person of [doctor, patient]) await expectCallState(person, 'calling')
  await expectTheyWrite(doctor, patient)
  await expect(patient.page.getByText('No picture or sound')).toBeVisible({ timeout: 20_000 })
  await expect(patient.page.getByRole('status').first()).toContainText('do not get through')
  await expect(patient.page.getByRole('alert')).toContainText('there is none. Please tell the clinic.')
  await patient.page.getByRole('textbox', { name: 'Message' }).fill('I will call you.')
  await patient.page.keyboard.press('Enter')
  await expect(doctor.page.getByText('I will call you.', { exact: true })).toBeVisible()
})

async function expectTheyWrite(doctor: Person, patient: Person): Promise<void> {
  for (const { page } of [doctor, patient]) await openChat(page)
  await doctor.page.getByRole('textbox', { name: 'Message' }).fill('I cannot hear you. Can you read this?')
  await doctor.page.keyboard.press('Enter')
  await expect(patient.page.getByText('I cannot hear you. Can you read this?', { exact: true })).toBeVisible()
  await patient.page.getByRole('textbox', { name: 'Message' }).fill('Yes, I can.')
  await patient.page.keyboard.press('Enter')
  await expect(doctor.page.getByText('Yes, I can.', { exact: true })).toBeVisible()
  await expect(patient.page.getByText('You · Delivered')).toBeVisible()
}
