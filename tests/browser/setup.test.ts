import { expect, test } from './people.ts'

test('the first administrator is made by a form, retires the sample doctor, and signs in again by name and password @everyday', async ({
  arrive,
  openClinic,
}) => {
  const fresh = await openClinic()
  const admin = await arrive('Grace', { scripts: false, expectedErrors: /40[14]/ })
  const sample = await arrive('The sample doctor', { expectedErrors: /40[14]/ })
  await sample.page.goto(fresh.doctorUrl)
  await expect(sample.page).toHaveURL(/\/call\//)

  await admin.page.goto(`${fresh.url}/setup`)
  await admin.page.getByLabel('Setup code').fill(fresh.firstTry?.administratorCode ?? '')
  await admin.page.getByLabel('Your name').fill('Grace Hopper')
  await admin.page.getByLabel('Sign-in name').fill('grace')
  await admin.page.getByLabel('Password').fill('correct horse battery')
  await admin.page.getByRole('button', { name: 'Create administrator' }).click()
  await expect(admin.page).toHaveURL(/\/meetings$/)

  await sample.page.goto(`${fresh.url}/meetings`)
  await expect(sample.page).toHaveURL(/\/sign-in/)
  await sample.page.goto(fresh.doctorUrl)
  await expect(sample.page).not.toHaveURL(/\/call\//)

  await admin.page.getByRole('button', { name: 'Sign out' }).click()
  await admin.page.goto(`${fresh.url}/sign-in`)
  await admin.page.getByLabel('Sign-in name').fill('Grace')
  await admin.page.getByLabel('Password').fill('wrong horse battery')
  await admin.page.getByRole('button', { name: 'Sign in' }).click()
  await expect(admin.page.getByRole('alert')).toBeVisible()
  await admin.page.getByLabel('Password').fill('correct horse battery')
  await admin.page.getByRole('button', { name: 'Sign in' }).click()
  await expect(admin.page).toHaveURL(/\/meetings$/)
})
