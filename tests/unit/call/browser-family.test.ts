import { expect, test } from 'vitest'
import { browserFamily, platformOf } from '../../../src/call/browser-family.ts'

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0'
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const MAC_SAFARI =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15'
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)'
const ANDROID = 'Mozilla/5.0 (Linux; Android 10; K)'

test('each browser gets its own advice on what to press', () => {
  for (const [userAgent, family, platform] of [
    [`${WINDOWS} ${CHROME} Safari/537.36`, 'chrome', 'windows'],
    [`${WINDOWS} ${CHROME} Safari/537.36 Edg/140.0`, 'edge', 'windows'],
    [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${CHROME} Safari/537.36`, 'chrome', 'other'],
    [`${ANDROID} ${CHROME} Mobile Safari/537.36`, 'chrome-android', 'android'],
    [
      `${ANDROID} AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
      'samsung',
      'android',
    ],
    ['Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 'firefox-android', 'android'],
    [`Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) ${CHROME} Mobile Safari/537.36`, 'in-app', 'android'],
    [`${IPHONE} Version/26.0 Mobile/15E148 Safari/604.1`, 'safari-ios', 'ios'],
    [`${IPHONE} CriOS/140.0.7339.101 Mobile/15E148 Safari/604.1`, 'other-ios', 'ios'],
    [`${IPHONE} FxiOS/140.0 Mobile/15E148 Safari/605.1.15`, 'other-ios', 'ios'],
    [`${IPHONE} Mobile/15E148 Instagram 300.0`, 'in-app', 'ios'],
    [`${IPHONE} Mobile/15E148`, 'in-app', 'ios'],
    [MAC_SAFARI, 'safari', 'mac'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'firefox', 'other'],
  ] as const) {
    expect([browserFamily(userAgent), platformOf(userAgent)], userAgent).toEqual([family, platform])
  }
})

test('a Mac that can be touched is an iPad', () => {
  expect([browserFamily(MAC_SAFARI, 5), platformOf(MAC_SAFARI, 5)]).toEqual(['safari-ios', 'ios'])
})
