import { existsSync } from 'node:fs'
import puppeteer, { type Page } from 'puppeteer-core'
import { keepConnections } from './connections.ts'
import { test as base, expect } from './people.ts'

/** Playwright drives a Firefox of its own making alone; this is the one that people have. */
const PLACES = [process.env['FIREFOX'], '/usr/bin/firefox-esr', '/usr/bin/firefox']

/** Null: there is one. */
export function whyNoFirefox(): string | null {
  return firefox() === undefined ? 'no Firefox on this machine' : null
}

function firefox(): string | undefined {
  return PLACES.find((place) => place !== undefined && existsSync(place))
}

const FAKE_DEVICES = { 'media.navigator.streams.fake': true, 'media.navigator.permission.disabled': true }
const WITHIN_MS = 20_000

/** `comeWithFirefox` opens a page for somebody who has it. The test fails when it complained, as any other page's does. */
export const test = base.extend<{ comeWithFirefox: () => Promise<Page> }>({
  comeWithFirefox: async ({ afterwards }, use) => {
    const complaints: string[] = []
    await use(async () => {
      const executablePath = firefox()
      if (executablePath === undefined) throw new Error('no Firefox on this machine')
      const browser = await puppeteer.launch({
        browser: 'firefox',
        executablePath,
        defaultViewport: { width: 1280, height: 800 },
        extraPrefsFirefox: FAKE_DEVICES,
      })
      afterwards(() => browser.close())
      const page = await browser.newPage()
      page.setDefaultTimeout(WITHIN_MS)
      await page.evaluateOnNewDocument(keepConnections)
      page.on('pageerror', (error) => complaints.push(String(error)))
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warn') complaints.push(message.text())
      })
      return page
    })
    expect(complaints, 'no page logged an error or a policy report').toEqual([])
  },
})

/** The button that says so, as soon as it can be pressed. */
export async function press(page: Page, words: string): Promise<void> {
  await page.locator(`::-p-xpath(//button[not(@disabled) and contains(., '${words}')])`).click()
}

export async function untilSays(page: Page, words: string): Promise<void> {
  await page.waitForFunction((text) => document.body.textContent.includes(text), {}, words)
}

export async function untilConnected(page: Page): Promise<void> {
  await page.waitForSelector('[data-phase="connected"]')
}

/** From the first page to the lobby, as a patient. */
export async function fillInvite(page: Page, name: string): Promise<void> {
  await page.locator('input[name=name]').fill(name)
  await page.locator('input[type=checkbox]').click()
  await press(page, 'Continue')
  await page.waitForFunction(() => location.pathname.startsWith('/call/'))
}

/**
 * What arrives: a picture that changes at the element a person looks at, and sound above silence, which Firefox is asked for: without a
 * sound card it plays none.
 */
export async function untilSeesAndHears(page: Page): Promise<void> {
  await page.waitForFunction(
    async () => {
      const video = document.querySelector<HTMLVideoElement>('video[aria-label^="Remote video"]')
      const connection = window.madeConnections.find(({ connectionState }) => connectionState === 'connected')
      if (!video || video.videoWidth === 0 || !connection) return false
      const canvas = document.createElement('canvas')
      const look = async () => {
        canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height)
        const heard = [...(await connection.getStats()).values()].filter(
          ({ type, kind }) => type === 'inbound-rtp' && kind === 'audio',
        )
        return {
          picture: canvas.toDataURL(),
          energy: heard.reduce((sum, { totalAudioEnergy }) => sum + totalAudioEnergy, 0),
        }
      }
      const before = await look()
      // A beep each second.
      await new Promise((resolve) => setTimeout(resolve, 1_200))
      const after = await look()
      return after.picture !== before.picture && after.energy > before.energy + 0.01
    },
    { polling: 300 },
  )
}
