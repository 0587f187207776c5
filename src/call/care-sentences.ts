import type { DeviceTrouble } from './core/device-care.ts'
import type { DeviceNotice } from './device-care.ts'
import type { DeviceUse } from './devices.ts'

/** What people read when something happens to their devices in a call. */

export function careWords(use: DeviceUse, trouble: DeviceTrouble): string {
  const lost = use === 'camera' ? 'The others do not see you.' : 'The others do not hear you.'
  switch (trouble) {
    case 'gone':
      return `Your ${use} went off. ${lost} If it has a cable or a switch, look there first.`
    case 'taken':
      return `A phone call or another program is using your ${use}. ${lost}`
    case 'blocked':
      return `Your browser keeps your ${use} from this page now. ${lost}`
  }
}

/** What was done about it, without anybody's asking. */
export function noticeWords({ use, what, was, is }: DeviceNotice): string {
  const before = was === '' ? `Your ${use}` : `“${was}”`
  const now = is === '' ? 'another one' : `“${is}”`
  switch (what) {
    case 'again':
      return `Your ${use} is on again.`
    case 'fell-back':
      return use === 'speaker'
        ? `${before} is gone. You hear the others where your device plays sound now.`
        : `${before} is gone. We use ${now} instead.`
    case 'returned':
      return `${now} is back and in use again.`
    case 'moved':
      return `Your device changed its ${use}: we use ${now} now.`
  }
}

export const NOTHING_FROM_YOU =
  'We hear nothing from your microphone. If you are speaking, look for a switch on it, on its cable or on the headset.'
