import type { BrowserFamily, Platform } from './browser-family.ts'
import type { DeviceFailure, DeviceUse } from './devices.ts'

/** Where somebody is, as far as it decides what to press. */
export interface Place {
  readonly browser: BrowserFamily
  readonly platform: Platform
}

export interface TroubleWords {
  readonly title: string
  readonly steps: readonly string[]
  /** Does asking for the device again make sense? */
  readonly mayTryAgain: boolean
}

/** What is wrong with a device, in a title and what to do. `uses`: those that failed this way. */
export function troubleWords(why: DeviceFailure, uses: readonly DeviceUse[], place: Place): TroubleWords {
  const both = uses.length > 1
  const what = uses.join(' and ')
  const are = both ? 'are' : 'is'
  const them = both ? 'them' : 'it'
  switch (why) {
    case 'denied':
      return {
        title: `Your ${what} ${are} blocked`,
        steps: ALLOW[place.browser],
        mayTryAgain: place.browser !== 'in-app',
      }
    case 'dismissed':
      return {
        title: `Your browser asked for your ${what} and got no answer`,
        steps: ['Press “Try again”.', 'When the browser asks, choose “Allow”.'],
        mayTryAgain: true,
      }
    case 'system':
      return {
        title: `Your device keeps the ${what} from this browser`,
        steps: SWITCH_ON[place.platform],
        mayTryAgain: true,
      }
    case 'in-use':
      return {
        title: `Another program uses your ${what}`,
        steps: [
          'End other video calls, also those on other pages and in other apps.',
          `Then press “Try again”. If that does not help, switch the device off and on again.`,
        ],
        mayTryAgain: true,
      }
    case 'none':
      return {
        title: `No ${uses.join(' or ')} was found`,
        steps: [`Plug ${them} in or switch ${them} on. Some laptops have a key or a slider for that.`, TRY_AGAIN],
        mayTryAgain: true,
      }
    case 'overconstrained':
      return {
        title: `The ${what} you chose cannot be used`,
        steps: ['Choose another one in the list below.', 'Or press “Try again” for the usual one.'],
        mayTryAgain: true,
      }
    case 'lost':
      return {
        title: `Your ${what} ${are} gone`,
        steps: ['Check the cable or the switch.', TRY_AGAIN],
        mayTryAgain: true,
      }
    case 'insecure':
      return {
        title: `Your browser keeps ${what} from this page`,
        steps: ['The address must begin with “https”. Please open the link from the clinic again.'],
        mayTryAgain: false,
      }
    case 'unsupported':
      return {
        title: `This browser cannot use your ${what}`,
        steps:
          place.browser === 'in-app'
            ? ALLOW['in-app']
            : ['Open the link from the clinic in Safari, Chrome, Edge or Firefox, in a version of the last years.'],
        mayTryAgain: false,
      }
  }
}

const TRY_AGAIN = 'Then press “Try again”.'
const OR_RELOAD = 'Then press “Try again”. If nothing happens, load this page again.'

/** As the browsers show it in 2026. Where the sign looks different from one version to the next, its place is said. */
const ALLOW: Readonly<Record<BrowserFamily, readonly string[]>> = {
  'safari-ios': [
    'Tap the sign at the left end of the address bar: a small page with lines under it, or “AA”.',
    'Tap “Website Settings”. If you do not see it, tap the three dots first.',
    'Set Camera and Microphone to “Allow”, and tap the tick or “Done”.',
    OR_RELOAD,
  ],
  'other-ios': [
    'Open the Settings app of your iPhone or iPad.',
    'Tap “Apps”, then the name of this browser, for example Chrome.',
    'Switch Camera and Microphone on.',
    'Come back here and press “Try again”.',
  ],
  'chrome-android': [
    'Tap the sign at the left end of the address.',
    'Tap “Permissions”, and switch Camera and Microphone on.',
    OR_RELOAD,
  ],
  samsung: [
    'Tap the sign at the left end of the address, then “Permissions”, and allow Camera and Microphone.',
    'If it is not there: tap the menu (three lines), then “Settings”, “Sites and downloads”, “Site permissions”.',
    OR_RELOAD,
  ],
  'firefox-android': [
    'Tap the lock or the shield at the left end of the address.',
    'Where Camera and Microphone say “Blocked”, tap them until they say “Allowed”.',
    OR_RELOAD,
  ],
  safari: [
    'In the menu at the top of the screen, choose Safari, then “Settings for” with the name of this site.',
    'Set Camera and Microphone to “Allow”.',
    OR_RELOAD,
  ],
  firefox: [
    'Click the crossed-out camera or microphone at the left end of the address.',
    'Click the cross beside “Blocked”.',
    'Then press “Try again” and choose “Allow”.',
  ],
  edge: [
    'Click the lock at the left end of the address.',
    'Under “Permissions for this site”, set Camera and Microphone to “Allow”.',
    OR_RELOAD,
  ],
  chrome: [
    'Click the sign at the left end of the address: two small sliders, or a lock.',
    'Switch Camera and Microphone on.',
    OR_RELOAD,
  ],
  'in-app': [
    'This page is open inside another app, which may keep the camera to itself.',
    'Tap the three dots or the compass of that app and choose “Open in browser”, “Open in Safari” or “Open in Chrome”.',
    'Or go back to the message, hold your finger on the link, and open it from there.',
  ],
}

/** The settings of the whole device, which go before those of a browser. */
const SWITCH_ON: Readonly<Record<Platform, readonly string[]>> = {
  ios: [
    'Open the Settings app of your iPhone or iPad.',
    'Tap “Apps”, then the name of this browser, and switch Camera and Microphone on.',
    'Come back here and press “Try again”.',
  ],
  android: [
    'Open the Settings app of your phone, tap “Apps”, then the name of this browser, then “Permissions”.',
    'Allow Camera and Microphone.',
    'Pull down from the top of the screen twice: “Camera access” and “Mic access” should be on.',
    'Come back here and press “Try again”.',
  ],
  mac: [
    'Open System Settings from the apple menu, then “Privacy & Security”.',
    'Under “Camera” and under “Microphone”, switch this browser on.',
    'Close the browser, open it again, and come back to this page.',
  ],
  windows: [
    'Open Settings from the Start menu, then “Privacy & security”.',
    'Under “Camera” and under “Microphone”, switch on access for this device, for apps, and for desktop apps.',
    TRY_AGAIN,
  ],
  other: ['Allow this browser to use camera and microphone in the settings of your computer.', TRY_AGAIN],
}

export const STILL_JOIN = 'You can also join without: you will see and hear the others, and can write to them.'
