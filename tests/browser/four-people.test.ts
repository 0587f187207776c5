import type { Locator } from '@playwright/test'
import { acceptFile, chooseFile, filesOf } from './files.ts'
import { expectMovingPicture, expectSoundOf } from './media.ts'
import { expect, type Person, test } from './people.ts'
import { expectCallState, startVisitOfSeveral } from './visit.ts'

test('doctor, patient, interpreter and daughter: everybody sees and hears everybody', async ({ bedside, arrive }) => {
  test.setTimeout(180_000)
  const ada = await arrive('Dr. Ada')
  const paul = await arrive('Paul', { screen: 'phone' })
  const ines = await arrive('Inés')
  const fatma = await arrive('Fatma', { screen: 'phone' })
  await startVisitOfSeveral(bedside, ada, paul, [
    ['interpreter', ines],
    ['family', fatma],
  ])
  const everybody = [ada, paul, ines, fatma]
  for (const person of everybody) {
    for (const other of everybody) if (other !== person) await expectMovingPicture(videoOf(other, person))
  }
  await expect(paul.page.getByText('Inés, interpreter')).toBeVisible()
  await expect(paul.page.getByText('Fatma, family member')).toBeVisible()

  // One speaks after the other: four that beep at once are echoes to each other's browsers, which take echoes out.
  for (const { page } of everybody) await page.getByRole('button', { name: 'Mute', exact: true }).click()
  for (const speaker of everybody) {
    await speaker.page.getByRole('button', { name: 'Unmute' }).click()
    for (const listener of everybody) if (listener !== speaker) await expectSoundOf(videoOf(speaker, listener))
    await speaker.page.getByRole('button', { name: 'Mute', exact: true }).click()
  }
})

test('whoever is pinned becomes large for the one who pressed, by mouse and by keyboard', async ({
  bedside,
  arrive,
}) => {
  const ada = await arrive('Dr. Ada')
  const paul = await arrive('Paul', { screen: 'phone' })
  const ines = await arrive('Inés')
  await startVisitOfSeveral(bedside, ada, paul, [['interpreter', ines]])

  const area = async (name: string) => {
    const box = await ada.page.locator('figure', { hasText: name }).boundingBox()
    return (box?.width ?? 0) * (box?.height ?? 0)
  }
  expect(await area('Paul')).toBeCloseTo(await area('Inés'), -3)
  await ada.page.getByRole('button', { name: 'Pin Paul' }).click()
  await expect(ada.page.getByRole('button', { name: 'Unpin' })).toHaveCount(1)
  expect(await area('Paul')).toBeGreaterThan(3 * (await area('Inés')))
  await expect(paul.page.getByRole('button', { name: 'Unpin' })).toHaveCount(0)

  await ada.page.getByRole('button', { name: 'Pin Inés' }).focus()
  await ada.page.keyboard.press('Enter')
  await expect.poll(async () => (await area('Inés')) > 3 * (await area('Paul'))).toBe(true)
  await expect(ada.page.getByRole('button', { name: 'Unpin' })).toBeFocused()
  await ada.page.keyboard.press('Space')
  await expect.poll(async () => Math.abs((await area('Inés')) - (await area('Paul'))) < 2_000).toBe(true)
  await expectMovingPicture(ada.page.getByLabel(/Remote video/).nth(1))
})

test('[H1] Dr. Ada puts the interpreter of four on hold: the others go on, and the interpreter comes back to all of them', async ({
  bedside,
  arrive,
}) => {
  test.setTimeout(180_000)
  const ada = await arrive('Dr. Ada')
  const paul = await arrive('Paul', { screen: 'phone' })
  const ines = await arrive('Inés')
  // No camera and no microphone, which the others are told in words.
  const fatma = await arrive('Fatma', { permission: 'denied' })
  await startVisitOfSeveral(bedside, ada, paul, [
    ['interpreter', ines],
    ['family', fatma],
  ])
  const everybody = [ada, paul, ines, fatma]
  for (const person of [ada, paul, ines]) {
    const seen = person.page.locator('figure', { hasText: 'Fatma' })
    await expect(seen).toContainText('No camera')
    await expect(seen).toContainText('No microphone')
  }
  for (const other of [ada, paul, ines]) await expectMovingPicture(videoOf(other, fatma))

  await chooseFile(ada, { name: 'plan.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(10_000, 1) })
  await expect(ines.page.getByText('wants to send you plan.pdf')).toBeVisible()
  await ada.page.getByRole('button', { name: 'Hold Inés' }).click()
  await expect(ines.page.getByRole('heading', { name: 'On hold' })).toBeVisible()
  const rest = [ada, paul, fatma]
  for (const person of rest) await expect(person.page.getByLabel(/Remote video/)).toHaveCount(2)
  await expectMovingPicture(videoOf(ada, paul))
  await expectMovingPicture(videoOf(paul, ada))
  await expectMovingPicture(videoOf(paul, fatma))
  for (const person of rest) await expectCallState(person, 'connected')
  await expect(filesOf(ada)).toContainText('It did not arrive: Inés was not in the call any more.')
  await acceptFile(paul)
  await expect(filesOf(ada)).toContainText('Paul has it.')

  await ada.page.getByRole('button', { name: /Admit/ }).click()
  for (const person of everybody) await expect(person.page.getByLabel(/Remote video/)).toHaveCount(3)
  await expectMovingPicture(videoOf(ines, paul))
  await expectMovingPicture(videoOf(ada, ines))
})

/** Where `viewer` sees that other person; the sample doctor has a name of their own. */
function videoOf(other: Person, viewer: Person): Locator {
  const name = other.name === 'Dr. Ada' ? 'Dr. Sample' : other.name
  return viewer.page.locator('figure', { hasText: name }).getByLabel(/Remote video/)
}
