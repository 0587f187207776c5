import { expect, type Person } from './people.ts'

/** The doctor plans a visit by the form, with everything in it: an Arabic patient's address and number, and an interpreter. */
export async function planVisit(doctor: Person, doctorUrl: string): Promise<void> {
  const { page } = doctor
  await page.goto(doctorUrl)
  await page.goto('/meetings/new')
  await page.getByLabel('Title').fill('Knee, second look')
  await page.getByLabel('Day and time').fill('2027-01-12T09:30')
  await page.getByLabel('Language of the patient').selectOption('العربية')
  await page.getByLabel('E-mail').fill('paul.miller@example.org')
  await page.getByLabel('Mobile number').fill('+1 555 0123')
  await page.getByLabel('First guest').selectOption('interpreter')
  await page.getByRole('button', { name: 'Schedule' }).click()
  await expect(page).toHaveURL(/\/meetings\/[0-9a-z]{12}$/)
}
