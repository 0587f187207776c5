import { describe, expect, test } from 'vitest'
import { inAppBrowser } from '../../../src/call/in-app-browser.ts'

const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const ANDROID = 'Mozilla/5.0 (Linux; Android 14; Pixel 8'
const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko)'

describe('a window of another app is told from a browser', () => {
  test.each([
    ['Facebook on an iPhone', `${IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/480.0;FBBV/1]`, 'ios'],
    [
      'Facebook on Android',
      `${ANDROID}; wv) ${CHROME} Version/4.0 Chrome/130.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/480.0;]`,
      'android',
    ],
    [
      'Messenger on Android',
      `${ANDROID}) ${CHROME} Chrome/130.0 Mobile Safari/537.36 [FB_IAB/Orca-Android;FBAV/480.0;]`,
      'android',
    ],
    ['Instagram on an iPhone', `${IPHONE} Mobile/15E148 Instagram 350.0.0.0 (iPhone14,5; iOS 18_1)`, 'ios'],
    [
      'Instagram on Android',
      `${ANDROID}; wv) ${CHROME} Version/4.0 Chrome/130.0 Mobile Safari/537.36 Instagram 350.0 Android`,
      'android',
    ],
    ['WhatsApp on an iPhone', `${IPHONE} Mobile/15E148 WhatsApp/24.20`, 'ios'],
    ['Gmail on an iPhone, which says nothing of itself', `${IPHONE} Mobile/15E148`, 'ios'],
    ['the Google app on an iPhone', `${IPHONE} GSA/340.0 Mobile/15E148 Safari/604.1`, 'ios'],
    ['Outlook on an iPhone', `${IPHONE} Mobile/15E148 Outlook-iOS/711.0`, 'ios'],
    [
      'Outlook on Android',
      `${ANDROID}; wv) ${CHROME} Version/4.0 Chrome/130.0 Mobile Safari/537.36 Outlook-Android/2.0`,
      'android',
    ],
    ['LINE', `${IPHONE} Mobile/15E148 Safari Line/14.1.0`, 'ios'],
    ['WeChat', `${ANDROID}; wv) ${CHROME} Version/4.0 Chrome/130.0 Mobile Safari/537.36 MicroMessenger/8.0`, 'android'],
    [
      'an iPad that says it is a Mac',
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)',
      'ios',
    ],
    [
      'WeChat on a computer',
      `Mozilla/5.0 (Windows NT 10.0) ${CHROME} Chrome/130.0 Safari/537.36 MicroMessenger/7.0`,
      'other',
    ],
  ] as const)('%s', (_, userAgent, system) => {
    expect(inAppBrowser(userAgent)).toBe(system)
  })

  test.each([
    `${IPHONE} Version/18.1 Mobile/15E148 Safari/604.1`,
    `${IPHONE} CriOS/130.0 Mobile/15E148 Safari/604.1`,
    `${IPHONE} FxiOS/132.0 Mobile/15E148 Safari/605.1.15`,
    `${ANDROID}) ${CHROME} Chrome/130.0.0.0 Mobile Safari/537.36`,
    `${ANDROID}) ${CHROME} SamsungBrowser/27.0 Chrome/125.0 Mobile Safari/537.36`,
    'Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:132.0) Gecko/20100101 Firefox/132.0',
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Chrome/130.0.0.0 Safari/537.36 Edg/130.0`,
    '',
  ])('%s is a browser', (userAgent) => {
    expect(inAppBrowser(userAgent)).toBeNull()
  })
})
