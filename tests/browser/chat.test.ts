import { expect, test } from './people.ts'
import { startVisit } from './visit.ts'

test('what one writes the other reads, once, and as the text it is', async ({ bedside, arrive }) => {
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
    await doctor.page.getByRole('button', { name: 'Send' }).click()
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
  await doctor.page.getByRole('button', { name: 'Send' }).click()
  await expect(patient.page.getByRole('button', { name: /Chat/ })).toContainText(/1|new/i)
  await openChat(patient.page)
  await expect(patient.page.getByText('Can you see this?', { exact: true })).toBeVisible()
})

async function openChat(page: import('@playwright/test').Page): Promise<void> {
  const message = page.getByRole('textbox', { name: 'Message' })
  if (!(await message.isVisible())) await page.getByRole('button', { name: /Chat/ }).click()
  await expect(message).toBeVisible()
}
