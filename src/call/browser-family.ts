import { inAppBrowser } from './in-app-browser.ts'

/** Which browser this is, as far as it decides what to press when a device is blocked. `in-app`: a page shown inside another app. */
export type BrowserFamily =
  | 'safari-ios'
  | 'other-ios'
  | 'chrome-android'
  | 'samsung'
  | 'firefox-android'
  | 'safari'
  | 'firefox'
  | 'edge'
  | 'chrome'
  | 'in-app'

/** `touchPoints`: an iPad calls itself a Mac, and no Mac has a screen to touch. */
export function browserFamily(userAgent: string, touchPoints = 0): BrowserFamily {
  if (inAppBrowser(userAgent) !== null) return 'in-app'
  const platform = platformOf(userAgent, touchPoints)
  if (platform === 'ios') return /CriOS|FxiOS|EdgiOS|OPT\/|DuckDuckGo/.test(userAgent) ? 'other-ios' : 'safari-ios'
  if (/Firefox\//.test(userAgent)) return platform === 'android' ? 'firefox-android' : 'firefox'
  if (platform === 'android') return /SamsungBrowser\//.test(userAgent) ? 'samsung' : 'chrome-android'
  if (/Edg\//.test(userAgent)) return 'edge'
  return /Safari\//.test(userAgent) && !/Chrom(e|ium)\//.test(userAgent) ? 'safari' : 'chrome'
}

/** Whose settings say which programs may use the camera. */
export type Platform = 'ios' | 'android' | 'mac' | 'windows' | 'other'

export function platformOf(userAgent: string, touchPoints = 0): Platform {
  if (/iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1)) return 'ios'
  if (/Android/.test(userAgent)) return 'android'
  if (/Macintosh/.test(userAgent)) return 'mac'
  return /Windows/.test(userAgent) ? 'windows' : 'other'
}
