import { expect, test } from './people.ts'
import { startVisit } from './visit.ts'
import { takeTelephoneCall } from './waiting.ts'

test('the doctor reads in words on the patient’s tile that they are muted, without a picture, or looking elsewhere', async ({
  bedside,
  arrive,
}) => {
  const ada = await arrive('Dr. Ada')
  const paul = await arrive('Paul', { screen: 'phone' })
  await startVisit(bedside, ada, paul)
  const tile = ada.page.locator('figure', { hasText: 'Paul' })
  const says = async (words: string, isSo: boolean) =>
    expect(tile.getByText(words, { exact: true })).toHaveCount(isSo ? 1 : 0)
  for (const words of ['Muted', 'Camera off', 'Looking at something else', 'Sound only']) await says(words, false)

  await paul.page.getByRole('button', { name: 'Mute', exact: true }).click()
  await says('Muted', true)
  await paul.page.getByRole('button', { name: 'Turn camera off' }).click()
  await says('Camera off', true)
  const { hangUp } = await takeTelephoneCall(paul)
  await says('Looking at something else', true)
  for (const words of ['Muted', 'Camera off']) await says(words, true)
  await hangUp()
  await says('Looking at something else', false)

  await paul.page.getByRole('button', { name: 'Unmute' }).click()
  await says('Muted', false)
  await paul.page.getByRole('button', { name: 'Turn camera on' }).click()
  await says('Camera off', false)
  await paul.page.getByRole('button', { name: 'More' }).click()
  await paul.page.getByRole('button', { name: 'Pause pictures' }).click()
  await says('Sound only', true)
  await says('Camera off', false)
})
