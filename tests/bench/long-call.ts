import { type Browser, chromium, type Page } from '@playwright/test'
import { findBrowser } from '../../run/browser.mjs'
import { watchConnections } from '../browser/connections.ts'
import { startCoturn, whyNoCoturn } from '../support/coturn.ts'
import { startBedside } from '../support/processes.ts'

const LIFETIME_SECONDS = 300
const MINUTES = 12
const RESTART_AFTER_MINUTES = 10.5
const SILENT_AFTER_MS = 1_000
const FLAGS = ['--no-sandbox', '--use-fake-device-for-media-stream=fps=10', '--use-fake-ui-for-media-stream']

/** How a call over the relay alone stands at one end. */
interface Heard {
  readonly packets: number
  readonly frames: number
  /** `relay/relay`, once a pair is chosen. */
  readonly pair: string
  readonly credential: string
  /** Another after each ICE restart. */
  readonly fragment: string
}

/**
 * A call of twelve minutes over a real relay alone, with credentials that are good for five, and the network changed under it after the
 * tenth minute: does it live, and how long was nothing heard?
 */
export async function longCall(): Promise<void> {
  const executablePath = findBrowser()
  const why = whyNoCoturn()
  if (!executablePath || why !== null) throw new Error(`Nothing was measured: ${why ?? 'no Chromium here'}.`)
  const coturn = await startCoturn()
  const env = { ...coturn.env, RELAY_ONLY: 'true', TURN_LIFETIME: String(LIFETIME_SECONDS) }
  const bedside = await startBedside({ env })
  const browser = await chromium.launch({ executablePath, args: FLAGS })
  try {
    const pages = await inACall(browser, bedside.doctorUrl, bedside.patientUrl)
    const gaps = pages.map(() => 0)
    const credentials = new Set<string>()
    const fragments = new Set<string>()
    let before = await Promise.all(pages.map(heard))
    const since = before.map(() => Date.now())
    const begun = Date.now()
    let isRestarted = false
    console.log(`A call of ${MINUTES} minutes over the relay alone, credentials good for ${LIFETIME_SECONDS} s:`)
    while (Date.now() - begun < MINUTES * 60_000) {
      if (!isRestarted && Date.now() - begun > RESTART_AFTER_MINUTES * 60_000) {
        isRestarted = true
        await pages[1]?.evaluate(() => dispatchEvent(new Event('online')))
      }
      await new Promise((resolve) => setTimeout(resolve, SILENT_AFTER_MS / 4))
      const now = await Promise.all(pages.map(heard))
      for (const [index, one] of now.entries()) {
        if (one.packets > (before[index]?.packets ?? 0)) since[index] = Date.now()
        gaps[index] = Math.max(gaps[index] ?? 0, Date.now() - (since[index] ?? 0))
        credentials.add(one.credential)
        fragments.add(one.fragment)
      }
      before = now
    }
    for (const [index, name] of ['doctor', 'patient'].entries()) {
      const { packets, frames, pair } = before[index] ?? (await heard(pages[index] as Page))
      console.log(
        `  ${name}: ${pair}, ${packets} packets of sound, ${frames} frames, longest without sound ${gaps[index]} ms`,
      )
    }
    console.log(`  ${credentials.size} credentials, ${fragments.size} ICE sessions seen at both ends`)
  } finally {
    await browser.close()
    await bedside.stop()
    await coturn.stop()
  }
}

async function inACall(browser: Browser, doctorUrl: string, patientUrl: string): Promise<Page[]> {
  const [doctor, patient] = [await newPage(browser, 'doctor'), await newPage(browser, 'patient')]
  await doctor.goto(doctorUrl)
  await doctor.getByRole('button', { name: 'Join call' }).click()
  await patient.goto(patientUrl)
  await patient.getByLabel('Your name').fill('Paul')
  await patient.getByRole('checkbox').check()
  await patient.getByRole('button', { name: 'Continue' }).click()
  await patient.getByRole('button', { name: 'Join call' }).click()
  for (const page of [doctor, patient]) await page.locator('[data-phase="connected"]').waitFor()
  return [doctor, patient]
}

async function newPage(browser: Browser, name: string): Promise<Page> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await watchConnections({ name, context, page })
  return page
}

async function heard(page: Page): Promise<Heard> {
  return await page.evaluate(async () => {
    const connection = window.madeConnections.at(-1)
    if (!connection) return { packets: 0, frames: 0, pair: 'none', credential: '', fragment: '' }
    const stats = new Map<string, Record<string, unknown>>()
    for (const stat of (await connection.getStats()).values()) stats.set(stat.id, stat)
    const all = [...stats.values()]
    const inbound = (kind: string) => all.find((one) => one['type'] === 'inbound-rtp' && one['kind'] === kind)
    const chosen = stats.get(String(all.find((one) => one['type'] === 'transport')?.['selectedCandidatePairId']))
    const kind = (id: unknown) => String(stats.get(String(id))?.['candidateType'])
    return {
      packets: Number(inbound('audio')?.['packetsReceived'] ?? 0),
      frames: Number(inbound('video')?.['framesDecoded'] ?? 0),
      pair: `${kind(chosen?.['localCandidateId'])}/${kind(chosen?.['remoteCandidateId'])}`,
      credential: String(connection.getConfiguration().iceServers?.find((one) => one.username)?.username ?? ''),
      fragment: /a=ice-ufrag:(\S+)/.exec(connection.localDescription?.sdp ?? '')?.[1] ?? '',
    }
  })
}
