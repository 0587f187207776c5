import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ownAddresses } from '../../run/phone/own-address.mjs'
import { start, stop } from '../support/npm-start.ts'
import { freePort } from '../support/processes.ts'
import { readTerminalQr } from '../support/terminal-qr.ts'
import { expectMovingPicture, expectSound } from './media.ts'
import { expect, type Person, test } from './people.ts'
import { expectCallState, fillInvite, joinCall } from './visit.ts'

test.skip(ownAddresses().length === 0, 'this machine is in no network')

test('with --phone, whoever reads the picture and gets past the warning as it is described is in the call', async ({
  arrive,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'bedside-phone-'))
  const bedside = start(
    { DATA_DIR: folder, PORT: String(await freePort()), SIGNALING_PORT: String(await freePort()) },
    [process.execPath, 'run/start.mjs', '--phone'],
  )
  try {
    const lines = await bedside.until(/^Ready /m)
    const doctor = await arrive('Dr. Ada', { expectedErrors: /ERR_CERT_AUTHORITY_INVALID/ })
    const patient = await arrive('Paul', { screen: 'phone', expectedErrors: /ERR_CERT_AUTHORITY_INVALID/ })
    await getPastTheWarning(doctor, /^Doctor (\S+)$/m.exec(lines)?.[1] ?? '')
    await expect(doctor.page).toHaveURL(/\/call\/[0-9a-z]{12}/)
    await joinCall(doctor)
    await expectCallState(doctor, 'waiting')

    await getPastTheWarning(patient, readTerminalQr(lines) ?? '')
    await fillInvite(patient)
    await joinCall(patient)
    for (const person of [doctor, patient]) {
      await expectCallState(person, 'connected')
      await expectMovingPicture(person.page.getByLabel('Remote video'))
      await expectSound(person.page)
    }
    // Before the server goes: its absence is not what this is about.
    await Promise.all([doctor, patient].map(({ context }) => context.close()))
  } finally {
    await stop(bedside)
    await rm(folder, { recursive: true, force: true })
  }
})

/** What the terminal says of Chrome: "Advanced", then "Proceed to … (unsafe)". */
async function getPastTheWarning({ page }: Person, url: string): Promise<void> {
  await page.goto(url).catch(() => undefined) // Playwright counts the warning as a page that did not load
  await page.locator('#details-button').click()
  await page.locator('#proceed-link').click()
  await expect(page).not.toHaveURL(/^chrome-error:/)
}
