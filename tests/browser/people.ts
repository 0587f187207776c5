import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, test as base, chromium, type Page } from '@playwright/test'
import { findBrowser } from '../../run/browser.mjs'
import { type RunningBedside, type StartOptions, startBedside } from '../support/processes.ts'
import { silentWave } from '../support/silent-wave.ts'

/** Somebody at a browser of their own. */
export interface Person {
  readonly name: string
  readonly context: BrowserContext
  readonly page: Page
}

export interface PersonOptions {
  /** Scripts switched off. */
  scripts?: boolean
  /** What the browser does when a page asks for camera and microphone. */
  permission?: 'granted' | 'denied'
  /** What their microphone brings: a beep each second, or nothing at all. */
  microphone?: 'beeping' | 'silent'
  screen?: 'phone' | 'desktop'
  /** What the browser calls itself. */
  userAgent?: string
  /** Errors on the console that this test brings about itself. */
  expectedErrors?: RegExp
}

type Arrive = (name: string, options?: PersonOptions) => Promise<Person>
type End = () => Promise<unknown>

const FLAGS = ['--no-sandbox', '--use-fake-device-for-media-stream=fps=10', '--disable-background-networking']
const SCREENS = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } }

const SILENCE = join(tmpdir(), `bedside-silence-${process.pid}.wav`)

/** Command lines of Chromium, by what differs between people. */
const KINDS = {
  granted: ['--use-fake-ui-for-media-stream'],
  denied: ['--deny-permission-prompts'],
  silent: ['--use-fake-ui-for-media-stream', `--use-file-for-fake-audio-capture=${SILENCE}`],
} as const
type Kind = keyof typeof KINDS

/**
 * `bedside` is the product, running; `arrive` brings a person. A test fails when any page it opened complained. `openClinic` starts one that
 * only this test has; it and what else is to end `afterwards` ends when everybody has gone home, the last begun first.
 */
export const test = base.extend<
  { arrive: Arrive; openClinic: (options?: StartOptions) => Promise<RunningBedside>; afterwards: (end: End) => void },
  { bedside: RunningBedside; browsers: (kind: Kind) => Promise<Browser> }
>({
  bedside: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern.
    async ({}, use) => {
      const bedside = await startBedside()
      await use(bedside)
      await bedside.stop()
    },
    { scope: 'worker' },
  ],
  browsers: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern.
    async ({}, use) => {
      const executablePath = findBrowser()
      if (!executablePath) throw new Error('no Chromium on this machine')
      const launched = new Map<Kind, Promise<Browser>>()
      await use((kind) => {
        if (kind === 'silent') writeFileSync(SILENCE, silentWave(1))
        const browser = launched.get(kind) ?? chromium.launch({ executablePath, args: [...FLAGS, ...KINDS[kind]] })
        launched.set(kind, browser)
        return browser
      })
      for (const browser of launched.values()) await (await browser).close()
      rmSync(SILENCE, { force: true })
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern.
  afterwards: async ({}, use) => {
    const ends: End[] = []
    await use((end) => ends.unshift(end))
    for (const end of ends) await end()
  },
  openClinic: async ({ afterwards }, use) => {
    await use(async (options) => {
      const clinic = await startBedside(options)
      afterwards(clinic.stop)
      return clinic
    })
  },
  // Set up after `afterwards`, so that people go first.
  arrive: async ({ browsers, bedside, afterwards: _ }, use) => {
    const people: Person[] = []
    const complaints: string[] = []
    await use(async (name, options = {}) => {
      const browser = await browsers(options.microphone === 'silent' ? 'silent' : (options.permission ?? 'granted'))
      const context = await browser.newContext({
        baseURL: bedside.url,
        viewport: SCREENS[options.screen ?? 'desktop'],
        javaScriptEnabled: options.scripts ?? true,
        ...(options.userAgent === undefined ? {} : { userAgent: options.userAgent }),
      })
      context.on('page', (page) => {
        const note = (text: string) => {
          if (!options.expectedErrors?.test(text)) complaints.push(`${name}: ${text}`)
        }
        page.on('console', (message) => {
          if (message.type() === 'error' || message.type() === 'warning') note(message.text())
        })
        page.on('pageerror', (error) => note(error.message))
      })
      const person = { name, context, page: await context.newPage() }
      people.push(person)
      return person
    })
    await Promise.all(people.map(({ context }) => context.close()))
    base.expect(complaints, 'no page logged an error or a policy report').toEqual([])
  },
})

export { expect } from '@playwright/test'
