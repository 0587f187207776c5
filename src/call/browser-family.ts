import { inAppBrowser } from './in-app-browser.ts'

/** Which browser this is, as far as it decides what to press when a device is blocked. `in-app`: a page shown inside another app. */
export type BrowserFamily = 'ios' | 'android' | 'safari' | 'firefox' | 'chromium' | 'in-app'

export function browserFamily(userAgent: string): BrowserFamily {
  if (inAppBrowser(userAgent) !== null) return 'in-app'
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'ios'
  if (/Firefox\//.test(userAgent)) return 'firefox'
  if (/Android/.test(userAgent)) return 'android'
  return /Safari\//.test(userAgent) && !/Chrom(e|ium)\//.test(userAgent) ? 'safari' : 'chromium'
}
