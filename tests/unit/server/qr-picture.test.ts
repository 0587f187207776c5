import { describe, expect, test } from 'vitest'
import { QUIET_ZONE, qrPicture } from '../../../src/server/qr-picture.ts'
import { readQr } from '../../support/qr-reader.ts'

describe('a QR picture', () => {
  test.each([
    'http://localhost:4321/join#7K3M-Q2XR-9TFA',
    'https://visits.example.org/join#0000-1111-ZZZZ',
    `https://${'very-long-name.'.repeat(10)}example.org/join#7K3M-Q2XR-9TFA`,
  ])('is read back as %s', (text) => {
    expect(readQr(drawn(text, 4))).toBe(text)
  })

  test('has correction for a reflection on the screen', () => {
    const text = 'https://visits.example.org/join#7K3M-Q2XR-9TFA'
    const picture = drawn(text, 4)
    const { data, width } = picture
    const [from, to] = [Math.floor(width * 0.45), Math.floor(width * 0.58)]
    for (let y = from; y < to; y += 1)
      for (let x = from; x < to; x += 1) data.fill(255, (y * width + x) * 4, (y * width + x) * 4 + 4)
    expect(readQr(picture)).toBe(text)
  })

  test('is small on the wire', () => {
    expect(qrPicture('https://visits.example.org/join#7K3M-Q2XR-9TFA').path.length).toBeLessThan(3_000)
  })
})

/** The path's strokes as pixels, drawn by hand. */
function drawn(text: string, scale: number): { data: Uint8ClampedArray; width: number; height: number } {
  const { size, path } = qrPicture(text)
  const width = (size + 2 * QUIET_ZONE) * scale
  const data = new Uint8ClampedArray(width * width * 4).fill(255)
  let [x, y] = [0, 0]
  for (const [, move, first, second] of path.matchAll(/([Mmh])(\d+)(?: ?(\d*\.5|0))?/g)) {
    if (move === 'M') [x, y] = [Number(first), Math.floor(Number(second))]
    if (move === 'm') x += Number(first)
    if (move === 'h') {
      for (let dark = x; dark < x + Number(first); dark += 1) fill(dark + QUIET_ZONE, y + QUIET_ZONE)
      x += Number(first)
    }
  }
  return { data, width, height: width }

  function fill(column: number, row: number): void {
    for (let line = row * scale; line < (row + 1) * scale; line += 1) {
      for (let dot = column * scale; dot < (column + 1) * scale; dot += 1)
        data.fill(0, (line * width + dot) * 4, (line * width + dot) * 4 + 3)
    }
  }
}
