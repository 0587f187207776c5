import { expect, test } from './people.ts'
import { createMeeting, inviteOf } from './visit.ts'

test('with scripts off, the doctor plans a visit by forms alone and the patient gets to the door @everyday', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada', { scripts: false })
  const patient = await arrive('Paul', { scripts: false, screen: 'phone' })
  await doctor.page.goto(bedside.doctorUrl)
  await doctor.page.goto('/meetings')
  await doctor.page.getByRole('link', { name: 'New meeting' }).first().click()
  await doctor.page.getByLabel('Title').fill('Knee, second look')
  await doctor.page.getByRole('button', { name: 'Schedule' }).click()
  await expect(doctor.page).toHaveURL(/\/meetings\/[0-9a-z]{12}$/)
  await expect(doctor.page.getByRole('heading', { name: 'Knee, second look' })).toBeVisible()
  const code = await doctor.page
    .getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    .first()
    .textContent()

  await patient.page.goto('/')
  await patient.page.getByLabel(/code/i).fill((code ?? '').toLowerCase().replaceAll('-', ' '))
  await patient.page.getByRole('button', { name: 'Join a visit' }).click()
  await expect(patient.page).toHaveURL(/\/join/)
  await patient.page.getByLabel('Your name').fill('Paul')
  await patient.page.getByRole('checkbox').check()
  await patient.page.getByRole('button', { name: 'Continue' }).click()
  await expect(patient.page).toHaveURL(/\/call\/[0-9a-z]{12}\/waiting$/)
  await expect(patient.page.getByRole('heading', { level: 1, name: 'You are next.' })).toBeVisible()
  await expect(patient.page.getByRole('link', { name: 'Go to the visit, with scripts on' })).toBeVisible()

  await doctor.page.goto('/meetings')
  await expect(doctor.page.getByText('Knee, second look')).toBeVisible()
})

test("create and start leads straight to the call page, with the patient's link at hand @everyday", async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  await doctor.page.goto(bedside.doctorUrl)
  await doctor.page.goto('/meetings/new')
  await doctor.page.getByLabel('Title').fill('Right now')
  await doctor.page.getByLabel('E-mail').fill('paul.miller@example.org')
  await doctor.page.getByRole('button', { name: 'Create and start' }).click()
  await expect(doctor.page).toHaveURL(/\/call\/[0-9a-z]{12}$/)
  await doctor.page.getByRole('button', { name: 'Join call' }).click()
  await expect(doctor.page.getByText(/\/join#[0-9A-Z]{4}-/).first()).toBeVisible()
  await expect(doctor.page.getByText('No mail server is set up here')).toBeVisible()
  const beside = doctor.page.waitForEvent('popup')
  await doctor.page.getByRole('link', { name: /QR picture/ }).click()
  await expect((await beside).getByRole('link', { name: 'Send by e-mail' })).toHaveAttribute(
    'href',
    /^mailto:paul\.miller@example\.org\?/,
  )
})

test('a form sent with something missing comes back with what was chosen and a word on what is wrong', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada', { scripts: false, expectedErrors: /422/ })
  await doctor.page.goto(bedside.doctorUrl)
  await doctor.page.goto('/meetings/new')
  await doctor.page.getByLabel('Title').fill('   ')
  await doctor.page.getByLabel('They wait, and you admit each one').check()
  await doctor.page.getByRole('button', { name: 'Schedule' }).click()
  await expect(doctor.page.getByRole('alert')).toContainText('title')
  await expect(doctor.page.getByLabel('They wait, and you admit each one')).toBeChecked()
  await doctor.page.getByLabel('Title').fill('With a title')
  await doctor.page.getByRole('button', { name: 'Schedule' }).click()
  await expect(doctor.page.getByRole('heading', { name: 'With a title' })).toBeVisible()
})

test('a wrong visit code is answered kindly and can be corrected', async ({ arrive }) => {
  const patient = await arrive('Paul', { scripts: false, screen: 'phone', expectedErrors: /404/ })
  await patient.page.goto('/join')
  await patient.page.getByLabel(/code/i).fill('0000-0000-0000')
  await patient.page.getByLabel('Your name').fill('Paul')
  await patient.page.getByRole('checkbox').check()
  await patient.page.getByRole('button', { name: 'Continue' }).click()
  await expect(patient.page.getByRole('alert')).toBeVisible()
  await expect(patient.page.getByLabel('Your name')).toHaveValue('Paul')
})

test("the link's code is filled in for the patient and taken out of the address", async ({ bedside, arrive }) => {
  const doctor = await arrive('Dr. Ada')
  const patient = await arrive('Paul')
  const meeting = await createMeeting(bedside, doctor)
  const invite = inviteOf(meeting, 'patient')
  await patient.page.goto(invite.url)
  await expect(patient.page.getByLabel(/code/i)).toHaveValue(invite.code)
  expect(new URL(patient.page.url()).hash).toBe('')
})
