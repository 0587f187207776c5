import { type Coturn, startCoturn, whyNoCoturn } from '../support/coturn.ts'
import { startPagesOnly } from '../support/pages-only.ts'
import { freePort } from '../support/processes.ts'
import { expectMovingPicture } from './media.ts'
import { countEchoes, keptVerdict } from './network.ts'
import { expect, type Person, test } from './people.ts'
import { openInvite } from './visit.ts'

const PHONE = '+1 555 0100'

async function startTest({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: 'Start the test' }).click()
}

/** What the test found of one part, as it tells whoever helps. */
async function finding({ page }: Person, what: string): Promise<string> {
  const row = page.locator('dl.findings > div', { has: page.getByText(what, { exact: true }) })
  return (await row.locator('dd').textContent()) ?? ''
}

test('from the first page people find the test, see and hear themselves, and learn what their connection carries', async ({
  arrive,
}) => {
  const paul = await arrive('Paul', { screen: 'phone' })
  const asked: string[] = []
  paul.page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await paul.page.goto('/')
  await paul.page.getByRole('link', { name: 'test your camera and connection' }).click()
  await expect(paul.page.getByRole('heading', { name: 'Test before your visit' })).toBeVisible()
  await startTest(paul)
  await expectMovingPicture(paul.page.getByLabel('Your video'))
  await expect(paul.page.getByText('We can hear you.')).toBeVisible()
  await expect(paul.page.getByText('Your connection is good.')).toBeVisible()
  await paul.page.getByText('What was found').click()
  expect(await finding(paul, 'The clinic’s server')).toBe('reached')
  expect(await finding(paul, 'Speed')).toMatch(/^about \d{3,} kbit\/s$/)
  // Nothing is kept: no visit is asked about, no ticket and no verdict.
  expect(asked.filter((path) => path.startsWith('/api/') && !path.startsWith('/api/check/'))).toEqual([])

  await paul.page.getByRole('button', { name: 'End the test' }).click()
  await expect(paul.page.getByRole('button', { name: 'Start the test' })).toBeVisible()
  await expect(paul.page.getByLabel('Your video')).toHaveCount(0)
})

test('whose camera is blocked learns at the test what to press, and that a visit works without', async ({ arrive }) => {
  const paul = await arrive('Paul', { permission: 'denied' })
  await paul.page.goto('/test')
  await startTest(paul)
  await expect(paul.page.getByText('Your camera and microphone are blocked')).toBeVisible()
  await expect(paul.page.getByText('Switch Camera and Microphone on.')).toBeVisible()
  await expect(paul.page.getByText('You can also join without')).toBeVisible()
  await expect(paul.page.getByText('Your connection is good.')).toBeVisible()
})

test('with scripts off the page says what a visit needs', async ({ arrive, openClinic }) => {
  const clinic = await openClinic({ env: { CLINIC_PHONE: PHONE } })
  const paul = await arrive('Paul', { scripts: false, screen: 'phone' })
  await paul.page.goto(`${clinic.url}/test`)
  // What is shown, not what stands in the source: `getByText` does not look into noscript.
  await expect(paul.page.locator('main')).toContainText('The test needs JavaScript', { useInnerText: true })
  await expect(paul.page.locator('noscript a')).toHaveAttribute('href', 'tel:+15550100')
  await expect(paul.page.getByRole('button')).toHaveCount(0)
  await expect(paul.page.getByRole('heading', { name: 'What you need for a visit' })).toBeVisible()
})

test('where pages come and the lasting connection does not, the clinic counts as out of reach', async ({
  arrive,
  openClinic,
  afterwards,
}) => {
  const port = await freePort()
  const clinic = await openClinic({ env: { PUBLIC_URL: `http://localhost:${port}` } })
  const network = await startPagesOnly(port, clinic.port, 'refused')
  afterwards(network.stop)
  const paul = await arrive('Paul', { expectedErrors: /WebSocket connection/ })
  await paul.page.goto(`${clinic.url}/test`)
  await startTest(paul)
  await expect(paul.page.getByText('The clinic cannot be reached from here just now.')).toBeVisible()
  await paul.page.getByText('What was found').click()
  expect(await finding(paul, 'The clinic’s server')).toBe('pages come, the connection for calls does not')
})

const why = whyNoCoturn()

test.describe(`with a real relay${why === null ? '' : ` (${why})`}`, () => {
  test.skip(why !== null)
  let coturn: Coturn
  test.beforeAll(async () => {
    coturn = await startCoturn()
  })
  test.afterAll(() => coturn.stop())

  test('each way to it is tried, and the speed measured through it', async ({ arrive, openClinic }) => {
    const clinic = await openClinic({ env: coturn.env })
    const paul = await arrive('Paul')
    const echoes = countEchoes(paul)
    await paul.page.goto(`${clinic.url}/test`)
    await startTest(paul)
    await expect(paul.page.getByText('Your connection is good.')).toBeVisible()
    await paul.page.getByText('What was found').click()
    expect(await finding(paul, 'Direct way (STUN)')).toBe('answers')
    expect(await finding(paul, 'Relay over UDP')).toBe('answers')
    expect(await finding(paul, 'Relay over TCP')).toBe('answers')
    // Its certificate is signed by nobody whom a browser trusts.
    expect(await finding(paul, 'Relay over TLS')).toBe('does not answer')
    expect(await finding(paul, 'There and back')).toMatch(/^\d+ ms$/)
    expect(echoes()).toBe(0)
  })

  test('where it is full, nobody is told that their network is bad: it answers, if only with a no', async ({
    arrive,
    openClinic,
    afterwards,
  }) => {
    const full = await startCoturn({ change: (text) => text.replace('total-quota=2400', 'total-quota=1') })
    afterwards(full.stop)
    const clinic = await openClinic({ env: full.env })
    const paul = await arrive('Paul')
    const echoes = countEchoes(paul)
    await paul.page.goto(`${clinic.url}/test`)
    await startTest(paul)
    await expect(paul.page.getByText('Your connection is good.')).toBeVisible()
    await paul.page.getByText('What was found').click()
    expect(await finding(paul, 'Relay over UDP')).toBe('answers')
    expect(await finding(paul, 'Relay over TCP')).toBe('answers')
    expect(echoes()).toBeGreaterThan(0)
  })

  test('where it does not answer, the patient is told that the network lets no call through, and the number to call', async ({
    arrive,
    openClinic,
    afterwards,
  }) => {
    const silent = await startCoturn()
    afterwards(silent.stop)
    const clinic = await openClinic({ env: { ...silent.env, CLINIC_PHONE: PHONE } })
    silent.pause()
    const paul = await arrive('Paul', { screen: 'phone' })
    const kept = keptVerdict(paul)
    await openInvite(paul, clinic.patientUrl)
    await expect(paul.page.getByText('This network does not seem to let calls through.')).toBeVisible()
    const connection = paul.page.getByRole('region', { name: 'Your connection' })
    await expect(connection.getByRole('link', { name: PHONE })).toHaveAttribute('href', 'tel:+15550100')
    expect(await kept).toBe('text-only')
  })
})
