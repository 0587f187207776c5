import { describe, expect, test } from 'vitest'
import { qrPicture } from '../../../../run/phone/qr-picture.mjs'
import { readTerminalQr } from '../../../support/terminal-qr.ts'

const LINK = 'https://192.168.178.123:65535/join#ABCD-EFGH-JKMN'

describe('the QR picture in the terminal', () => {
  test.each([LINK, 'https://10.0.0.5:4321', `https://${'long-name.'.repeat(12)}example/join#ABCD-EFGH-JKMN`])(
    'of %s reads as that',
    (text) => {
      expect(readTerminalQr(qrPicture(text))).toBe(text)
    },
  )

  test('is black on white in any terminal, and leaves the colours as they were', () => {
    for (const line of qrPicture(LINK).split('\n')) {
      expect(line.startsWith('\u001b[38;5;16;48;5;231m')).toBe(true)
      expect(line.endsWith('\u001b[0m')).toBe(true)
    }
  })

  test('fits a terminal of 80 by 24', () => {
    const lines = qrPicture(LINK).split('\n')
    expect(lines.length).toBeLessThan(24)
    expect(Math.max(...lines.map((line) => line.length - '\u001b[38;5;16;48;5;231m\u001b[0m'.length))).toBeLessThan(80)
  })
})
