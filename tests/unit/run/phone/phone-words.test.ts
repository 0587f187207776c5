import { describe, expect, test } from 'vitest'
import { phoneWords } from '../../../../run/phone/phone-words.mjs'
import { readTerminalQr } from '../../../support/terminal-qr.ts'

const ABOUT = { publicUrl: 'https://192.168.1.5:4321', address: '192.168.1.5', others: ['172.17.0.1'] }
const LINK = `${ABOUT.publicUrl}/join#ABCD-EFGH-JKMN`

describe('what is said to somebody with a phone', () => {
  test('the picture is the patient link, or the first page once there are accounts', () => {
    expect(readTerminalQr(phoneWords({ ...ABOUT, patientLink: LINK }))).toBe(LINK)
    expect(readTerminalQr(phoneWords({ ...ABOUT, patientLink: null }))).toBe(ABOUT.publicUrl)
  })

  test('it says what has to be, what each browser warns of and what to press, what it is not for, and how to stop', () => {
    const words = phoneWords({ ...ABOUT, patientLink: LINK })
    expect(words).toContain('the same Wi-Fi')
    expect(words).toContain('"Proceed to 192.168.1.5 (unsafe)"')
    expect(words).toContain('"Visit Website"')
    expect(words).toContain('https://192.168.1.5:4321/authority.crt')
    expect(words).toContain('for trying only')
    expect(words).toContain('Ctrl-C stops it')
  })

  test('the other addresses it could have been are named, where there are any', () => {
    expect(phoneWords({ ...ABOUT, patientLink: LINK })).toContain('npm start -- --phone=172.17.0.1')
    expect(phoneWords({ ...ABOUT, others: [], patientLink: LINK })).not.toContain('--phone=')
  })

  test('no line is longer than a terminal is wide', () => {
    for (const line of phoneWords({ ...ABOUT, patientLink: LINK }).split('\n')) {
      if (!line.startsWith('\u001b')) expect(line.length, line).toBeLessThanOrEqual(100)
    }
  })
})
