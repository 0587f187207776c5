import type { BrowserContext, Page } from '@playwright/test'

/** What a page did to be noticed, beside what can be seen on it. */
export interface Signs {
  /** Tones begun. */
  tones: number
  /** Titles of notifications shown. */
  notifications: string[]
  permissionsAsked: number
  locksTaken: number
  locksReleased: number
}

/** Watches the browser's own doors and lets everything through; to be called before the page is opened. */
export async function watchSigns(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const signs = { tones: 0, notifications: [] as string[], permissionsAsked: 0, locksTaken: 0, locksReleased: 0 }
    Object.assign(window, { signs })
    const start = OscillatorNode.prototype.start
    OscillatorNode.prototype.start = function (...when) {
      signs.tones += 1
      start.apply(this, when)
    }
    const ask = Notification.requestPermission.bind(Notification)
    window.Notification = new Proxy(Notification, {
      construct(target, [title, options]) {
        signs.notifications.push(String(title))
        return new target(title, options)
      },
      get(target, name) {
        if (name !== 'requestPermission') return Reflect.get(target, name)
        return () => {
          signs.permissionsAsked += 1
          return ask()
        }
      },
    })
    if (!('wakeLock' in navigator)) return
    const request = navigator.wakeLock.request.bind(navigator.wakeLock)
    navigator.wakeLock.request = async (type) => {
      const lock = await request(type)
      signs.locksTaken += 1
      Object.assign(window, { lock })
      lock.addEventListener('release', () => {
        signs.locksReleased += 1
      })
      return lock
    }
  })
}

export async function signsOf(page: Page): Promise<Signs> {
  return page.evaluate(() => Reflect.get(window, 'signs'))
}

/** As browsers do whenever a page is not in front; then it is in front again. */
export async function loseLockForAMoment(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await Reflect.get(window, 'lock').release()
    document.dispatchEvent(new Event('visibilitychange'))
  })
}

/** The window is not the one in front, as far as the page can tell. */
export async function lookElsewhere(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setFocusEmulationEnabled', { enabled: false })
  // It may be the one in front all the same: then another one has to come.
  const other = await page.context().newPage()
  await other.bringToFront()
  await page.waitForFunction(() => !document.hasFocus(), undefined, { polling: 100 })
}
