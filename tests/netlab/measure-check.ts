import { type Measure, printRow } from './measure.ts'
import type { World } from './world.ts'

const LINES = [null, '400kbit', '200kbit', '100kbit', '60kbit', '25kbit'] as const
type Way = 'udp' | 'tcp' | 'no relay'
const WAYS: readonly Way[] = ['udp', 'tcp', 'no relay']

/** What the check of a network finds on lines whose rate is known, through the relay and without one. */
export function measureCheck(name: string): Measure {
  return async (world) => {
    console.log(
      `${name}  what the check at /test finds on the patient's line: verdict, speed, there and back, how long it took`,
    )
    for (const way of WAYS)
      for (const rate of LINES) printRow(`${way}, ${rate ?? 'free'}`, await checked(world, way, rate))
  }
}

async function checked({ lab, bedside, browsers }: World, way: Way, rate: string | null): Promise<string> {
  const context = await browsers.pat.newContext()
  try {
    const page = await context.newPage()
    if (way === 'no relay') {
      const none = { success: true, data: { iceServers: [] } }
      await page.route('**/api/check/ice-servers', (route) => route.fulfill({ json: none }))
    }
    await page.goto(`${bedside.url}/test`)
    // Loaded before, so that the time is that of the check.
    await page.getByRole('button', { name: 'Start the test' }).click()
    await page.getByText('What was found').waitFor()
    if (rate !== null) lab.slow('pat', rate)
    if (way === 'tcp') lab.fence('pat', 'tcp')
    const since = Date.now()
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await page.getByText('Testing your connection').waitFor()
    await page.getByText('What was found').waitFor()
    const took = ((Date.now() - since) / 1_000).toFixed(1)
    const verdict = await page.getByRole('region', { name: 'Your connection' }).locator('strong').textContent()
    const found = await page.locator('.findings div').allTextContents()
    return `${took} s  ${verdict}  ${found.slice(1).join(' | ')}`
  } finally {
    await context.close()
    lab.mend('pat')
  }
}
