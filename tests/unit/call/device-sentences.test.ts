import { describe, expect, test } from 'vitest'
import type { BrowserFamily, Platform } from '../../../src/call/browser-family.ts'
import { troubleWords } from '../../../src/call/device-sentences.ts'
import type { DeviceFailure } from '../../../src/call/devices.ts'

const BROWSERS: readonly BrowserFamily[] = [
  'safari-ios',
  'other-ios',
  'chrome-android',
  'samsung',
  'firefox-android',
  'safari',
  'firefox',
  'edge',
  'chrome',
  'in-app',
]
const PLATFORMS: readonly Platform[] = ['ios', 'android', 'mac', 'windows', 'other']
const FAILURES: readonly DeviceFailure[] = [
  'denied',
  'dismissed',
  'system',
  'in-use',
  'none',
  'overconstrained',
  'insecure',
  'unsupported',
  'lost',
]

test('trouble with one device names it alone, with both names both', () => {
  const here = { browser: 'chrome', platform: 'windows' } as const
  expect(troubleWords('denied', ['camera', 'microphone'], here).title).toBe('Your camera and microphone are blocked')
  expect(troubleWords('denied', ['microphone'], here).title).toBe('Your microphone is blocked')
  expect(troubleWords('in-use', ['camera'], here).title).toBe('Another program uses your camera')
})

describe.each(FAILURES)('a device that fails because it is %s', (why) => {
  test('is told in a title and at least one thing to do, in every browser on every device', () => {
    for (const browser of BROWSERS) {
      for (const platform of PLATFORMS) {
        const { title, steps, mayTryAgain } = troubleWords(why, ['camera'], { browser, platform })
        expect(title).toContain('camera')
        expect(steps.length).toBeGreaterThan(0)
        for (const step of steps) expect(step).toMatch(/^[A-Z].*[.”]$/)
        // Nobody is sent to a button that is not there.
        expect(steps.some((step) => step.includes('“Try again”')) && !mayTryAgain).toBe(false)
      }
    }
  })
})

test('what to press when it is blocked differs from browser to browser, and never speaks of another one', () => {
  const firstSteps = BROWSERS.map(
    (browser) => troubleWords('denied', ['camera'], { browser, platform: 'other' }).steps[0],
  )
  expect(new Set(firstSteps).size).toBeGreaterThan(7)
  for (const browser of ['chrome', 'edge', 'firefox'] as const) {
    const { steps } = troubleWords('denied', ['camera'], { browser, platform: 'windows' })
    expect(steps.join(' ')).not.toMatch(/\b[Tt]ap\b|iPhone|Safari/)
  }
  for (const browser of ['safari-ios', 'chrome-android', 'samsung', 'firefox-android'] as const) {
    const { steps } = troubleWords('denied', ['camera'], { browser, platform: 'android' })
    expect(steps.join(' ')).not.toMatch(/\b[Cc]lick\b/)
  }
})

test('a page inside another app is told the way out, whether the camera is blocked there or not known at all', () => {
  for (const why of ['denied', 'unsupported'] as const) {
    const { steps, mayTryAgain } = troubleWords(why, ['camera'], { browser: 'in-app', platform: 'ios' })
    expect(steps.join(' ')).toContain('Open in browser')
    expect(mayTryAgain).toBe(false)
  }
})
