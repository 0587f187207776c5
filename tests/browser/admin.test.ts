import { readFile } from 'node:fs/promises'
import type { RunningBedside } from '../support/processes.ts'
import { becomeAdministrator } from './administrator.ts'
import { expect, type Person, test } from './people.ts'

test.setTimeout(90_000)

const NEW_PASSWORD = 'a password of her own'

test('with scripts off, an administrator makes a doctor, finds her meeting, ends it, and sees it in the trail and the file', async ({
  arrive,
  openClinic,
}) => {
  const clinic = await openClinic()
  const admin = await arrive('Grace Hopper', { scripts: false })
  const doctor = await arrive('Dr. Eva Lindqvist', { scripts: false, screen: 'phone', expectedErrors: /403/ })
  await becomeAdministrator(clinic, admin)

  await admin.page.goto(`${clinic.url}/meetings`)
  await admin.page.getByRole('link', { name: 'Administration' }).click()
  await expect(admin.page.getByRole('heading', { name: 'Overview' })).toBeVisible()
  const handed = await createDoctor(admin, doctor.name, 'eva')
  await admin.page.goto(`${clinic.url}/admin/people`)
  await expect(admin.page.getByText(handed)).toHaveCount(0)

  await signIn(clinic, doctor, handed)
  await changePassword(clinic, doctor, handed)
  await doctor.page.goto(`${clinic.url}/admin`)
  await expect(doctor.page.getByRole('heading', { name: 'This is for administrators' })).toBeVisible()
  await plan(clinic, doctor, '=1+1 knee, <b>second</b> look')
  await expect(doctor.page.getByRole('link', { name: 'Administration' })).toHaveCount(0)

  await admin.page.getByRole('link', { name: 'All meetings' }).click()
  await admin.page.getByLabel('Doctor').selectOption(doctor.name)
  await admin.page.getByLabel('State').selectOption('Planned')
  await admin.page.getByRole('button', { name: 'Show' }).click()
  await expect(admin.page).toHaveURL(/state=scheduled/)
  await expect(admin.page.getByText('1 meeting', { exact: true })).toBeVisible()

  const download = admin.page.waitForEvent('download')
  await admin.page.getByRole('link', { name: 'Download CSV' }).click()
  const csv = await readFile(await (await download).path(), 'utf8')
  expect(csv).toContain("'=1+1 knee, <b>second</b> look")
  expect(csv).toContain(doctor.name)

  await admin.page.getByRole('link', { name: '=1+1 knee, <b>second</b> look' }).click()
  await admin.page.getByText('End meeting …').click()
  await admin.page.getByRole('button', { name: 'End meeting' }).click()
  await expect(admin.page.getByText('by the administrator')).toBeVisible()
  const roomId = new URL(admin.page.url()).pathname.split('/').at(-1) ?? ''
  await doctor.page.reload()
  await expect(doctor.page.getByText('Over', { exact: true })).toBeVisible()

  await admin.page.getByRole('link', { name: 'Audit' }).click()
  const ended = admin.page.getByRole('row').filter({ hasText: 'ended a meeting' })
  await expect(ended.getByRole('link', { name: roomId })).toBeVisible()
  await expect(admin.page.getByText('Grace Hopper created an account')).toBeVisible()
  await expect(admin.page.getByText(`${doctor.name} changed their own password`)).toBeVisible()
  await admin.page.getByRole('link', { name: 'System' }).first().click()
  await expect(admin.page.getByText(/Whole: \d+ lines checked/)).toBeVisible()
})

test('who is disabled is out at once and cannot come back; a new password and a role take effect as soon', async ({
  arrive,
  openClinic,
}) => {
  const clinic = await openClinic()
  const admin = await arrive('Grace Hopper', { scripts: false })
  const doctor = await arrive('Dr. Eva Lindqvist', { scripts: false, expectedErrors: /401/ })
  await becomeAdministrator(clinic, admin)
  await admin.page.goto(`${clinic.url}/admin/people`)
  await signIn(clinic, doctor, await createDoctor(admin, doctor.name, 'eva'))

  await press(admin, doctor.name, `Disable: ${doctor.name}`)
  await expect(admin.page.getByText('Disabled', { exact: true })).toBeVisible()
  await doctor.page.goto(`${clinic.url}/meetings`)
  await expect(doctor.page).toHaveURL(/\/sign-in/)

  await press(admin, doctor.name, `Enable: ${doctor.name}`)
  await press(admin, doctor.name, `Reset password: ${doctor.name}`)
  await signIn(clinic, doctor, await handedPassword(admin))

  await admin.page.getByText('Change', { exact: true }).first().click()
  const form = admin.page.locator('form').filter({ has: admin.page.getByLabel(`Save: ${doctor.name}`) })
  await form.getByRole('checkbox', { name: 'Administrator' }).check()
  await form.getByRole('button', { name: `Save: ${doctor.name}` }).click()
  await doctor.page.goto(`${clinic.url}/admin`)
  await expect(doctor.page.getByRole('heading', { name: 'Overview' })).toBeVisible()
})

async function createDoctor({ page }: Person, name: string, signInName: string): Promise<string> {
  await page.getByRole('link', { name: 'People' }).click()
  const form = page.getByRole('form', { name: 'New account' })
  await form.getByLabel('Name', { exact: true }).fill(name)
  await form.getByLabel('Sign-in name').fill(signInName)
  await form.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('heading', { name: `Password for ${name}` })).toBeVisible()
  return handedPassword({ page })
}

async function handedPassword({ page }: Pick<Person, 'page'>): Promise<string> {
  const password = await page
    .getByRole('region', { name: /^Password for/ })
    .locator('.code')
    .textContent()
  return password?.trim() ?? ''
}

async function signIn(clinic: RunningBedside, { page }: Pick<Person, 'page'>, password: string): Promise<void> {
  await page.goto(`${clinic.url}/sign-in`)
  await page.getByLabel('Sign-in name').fill('eva')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/meetings$/)
}

async function changePassword(clinic: RunningBedside, { page }: Person, current: string): Promise<void> {
  await page.getByRole('link', { name: 'Change password' }).click()
  await page.getByLabel('Password of now').fill(current)
  await page.getByLabel('New password', { exact: true }).fill(NEW_PASSWORD)
  await page.getByLabel('New password again').fill(NEW_PASSWORD)
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByRole('status')).toContainText('Your password is changed')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await signIn(clinic, { page }, NEW_PASSWORD)
}

async function plan(clinic: RunningBedside, { page }: Person, title: string): Promise<void> {
  await page.goto(`${clinic.url}/meetings/new`)
  await page.getByLabel('Title').fill(title)
  await page.getByRole('button', { name: 'Schedule' }).click()
  await expect(page.getByRole('heading', { name: title })).toBeVisible()
}

/** Opens what can be done about somebody, and does it. */
async function press({ page }: Person, name: string, button: string): Promise<void> {
  await page.getByRole('listitem').filter({ hasText: name }).getByText('Change', { exact: true }).click()
  await page.getByRole('button', { name: button }).click()
}
