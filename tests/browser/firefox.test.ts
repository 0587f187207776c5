import { SILENT_AFTER_MS } from '../../src/call/core/microphone-level.ts'
import { watchConnections } from './connections.ts'
import { fillInvite, press, test, untilConnected, untilSays, untilSeesAndHears, whyNoFirefox } from './firefox.ts'
import { expectMovingPicture, expectSound } from './media.ts'
import { expect } from './people.ts'
import { expectCallState, joinCall, openInvite } from './visit.ts'

const why = whyNoFirefox()

for (const who of ['Paul', 'Dr. Ada'] as const) {
  test(`${who} comes with Firefox: both see, hear and write to each other, also after the connection was built anew`, async ({
    arrive,
    comeWithFirefox,
    openClinic,
  }) => {
    test.skip(why !== null, why ?? '')
    test.setTimeout(120_000)
    const clinic = await openClinic()
    const other = await arrive(who === 'Paul' ? 'Dr. Ada' : 'Paul')
    const page = await comeWithFirefox()
    await watchConnections(other)
    if (who === 'Paul') {
      await other.page.goto(clinic.doctorUrl)
      await page.goto(clinic.patientUrl)
      await fillInvite(page, 'Paul')
    } else {
      await page.goto(clinic.doctorUrl)
      await openInvite(other, clinic.patientUrl)
    }
    await press(page, 'Join call')
    await joinCall(other)
    await untilConnected(page)
    await expectCallState(other, 'connected')

    const seeAndHear = async () => {
      await untilSeesAndHears(page)
      await expectMovingPicture(other.page.getByLabel('Remote video'))
      await expectSound(other.page)
    }
    await seeAndHear()

    await press(page, 'Chat')
    await page.locator('#message').fill('Bonjour')
    await page.keyboard.press('Enter')
    await other.page.getByRole('button', { name: /Chat/ }).click()
    await expect(other.page.getByText('Bonjour', { exact: true })).toHaveCount(1)
    await other.page.getByRole('textbox', { name: 'Message' }).fill('Good morning')
    await other.page.keyboard.press('Enter')
    await untilSays(page, 'Good morning')

    await other.page.evaluate(() => window.madeConnections.at(-1)?.restartIce())
    await seeAndHear()
    await other.page.evaluate(() => window.madeConnections.at(-1)?.close())
    await expect.poll(() => other.page.evaluate(() => window.madeConnections.length)).toBeGreaterThan(1)
    await seeAndHear()

    if (who === 'Paul') await other.page.getByRole('button', { name: 'End call' }).click()
    else await press(page, 'End call')
    await expectCallState(other, 'ended')
    await page.waitForFunction(() => location.pathname.endsWith('/goodbye'))
  })
}

test('where the machine has no sound card to look at it with, nobody is told that their microphone is silent', async ({
  comeWithFirefox,
  openClinic,
}) => {
  test.skip(why !== null, why ?? '')
  const clinic = await openClinic()
  const page = await comeWithFirefox()
  await page.goto(clinic.patientUrl)
  await fillInvite(page, 'Paul')
  await page.locator('h1').click()
  await untilSays(page, 'Say something')
  await new Promise((resolve) => setTimeout(resolve, SILENT_AFTER_MS + 2_000))
  await expect(page.$eval('main', ({ textContent }) => textContent)).resolves.not.toContain('We hear nothing')
})
