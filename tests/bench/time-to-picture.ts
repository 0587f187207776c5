import { type Browser, chromium, type Page } from '@playwright/test'
import { findBrowser } from '../../run/browser.mjs'
import { startBedside } from '../support/processes.ts'
import { median } from './figures.ts'
import { startMinimalServer } from './minimal-server.ts'

const ROUNDS = 9
const FLAGS = [
  '--no-sandbox',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--disable-background-networking',
]

/**
 * How long from opening the second page until both sides see the other's picture, on loopback: ours beside a hand-written minimal
 * page, in turns. Ours is pressed "Join call" as soon as the button can be pressed; the minimal page joins by itself.
 */
export async function timeToPicture(): Promise<void> {
  const executablePath = findBrowser()
  if (!executablePath) throw new Error('No Chromium on this machine: nothing was measured.')
  const [bedside, minimal, browser] = await Promise.all([
    startBedside(),
    startMinimalServer(),
    chromium.launch({ executablePath, args: FLAGS }),
  ])
  const ours: number[] = []
  const theirs: number[] = []
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      const bedsideMs = await bedsideRound(browser, bedside.doctorUrl)
      const minimalMs = await minimalRound(browser, minimal.url)
      if (round === 0) continue // warms both servers and the browser up
      ours.push(bedsideMs)
      theirs.push(minimalMs)
    }
  } finally {
    await Promise.all([browser.close(), bedside.stop(), minimal.stop()])
  }
  const ratios = ours.map((value, index) => value / (theirs[index] ?? Number.NaN))
  console.log(
    `Second page opened to picture on both sides, loopback, ${ROUNDS} rounds in turns, milliseconds (min, median, max):`,
  )
  console.log(`  Bedside       ${summary(ours)}`)
  console.log(`  minimal page  ${summary(theirs)}`)
  console.log(`  ratio         ${ratios.length} pairs, median ${median(ratios).toFixed(2)} (mark: at most 1.30)`)
}

async function bedsideRound(browser: Browser, doctorUrl: string): Promise<number> {
  const first = await newPage(browser)
  const second = await newPage(browser)
  await first.goto(doctorUrl)
  const origin = new URL(doctorUrl).origin
  const created = await first.context().request.post(`${origin}/create-meeting`, { data: { title: 'Bench' } })
  const { data } = await created.json()
  await first.goto(origin + data.callUrl)
  await first.locator('[data-phase="waiting"]').waitFor()
  await second.goto(data.invites[0].url)
  await second.getByLabel('Your name').fill('Patient')
  await second.getByRole('checkbox').check()
  await Promise.all([second.waitForURL(/\/call\//), second.getByRole('button', { name: 'Continue' }).click()])
  return await measured(first, second)
}

async function minimalRound(browser: Browser, url: string): Promise<number> {
  const first = await newPage(browser)
  const second = await newPage(browser)
  await first.goto(url)
  await first.waitForFunction(() => document.readyState === 'complete')
  await second.goto(url)
  return await measured(first, second)
}

/** From the second page's navigation to the later of the two first pictures. */
async function measured(first: Page, second: Page): Promise<number> {
  const [firstPicture, secondPicture] = await Promise.all([first, second].map(firstPictureAt))
  const opened = await second.evaluate(() => performance.timeOrigin)
  await Promise.all([first.context().close(), second.context().close()])
  return Math.max(firstPicture ?? Number.NaN, secondPicture ?? Number.NaN) - opened
}

async function firstPictureAt(page: Page): Promise<number> {
  const handle = await page.waitForFunction(() => document.documentElement.dataset['firstPicture'], null, {
    timeout: 20_000,
  })
  return Number(await handle.jsonValue())
}

/** A browser context of its own whose pages press "Join call" and note when the first remote frame is shown. */
async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext()
  await context.addInitScript(() => {
    const look = setInterval(() => {
      for (const button of document.querySelectorAll('button')) {
        if (button.textContent?.trim() === 'Join call' && !button.disabled && !button.closest('astro-island[ssr]'))
          button.click()
      }
      const remote = document.querySelector<HTMLVideoElement>('video[aria-label^="Remote video"]')
      if (!remote) return
      clearInterval(look)
      remote.requestVideoFrameCallback(() => {
        document.documentElement.dataset['firstPicture'] = String(performance.timeOrigin + performance.now())
      })
    }, 5)
  })
  return await context.newPage()
}

function summary(values: readonly number[]): string {
  return [Math.min(...values), median(values), Math.max(...values)].map((value) => value.toFixed(0)).join(', ')
}
