import jsQR from 'jsqr'

const PIXELS = 4
/** Black (16) on white (231) of the fixed palette, which no theme changes; and back. */
const BLACK_ON_WHITE = '\u001b[38;5;16;48;5;231m'
const AS_BEFORE = '\u001b[0m'

/** What a camera reads off a QR picture printed in half blocks, whatever the terminal's colours; null when it reads nothing. */
export function readTerminalQr(printed: string): string | null {
  const rows = printed
    .split('\n')
    .filter((line) => line.startsWith(BLACK_ON_WHITE) && line.endsWith(AS_BEFORE))
    .flatMap((line) => bothHalves([...line.slice(BLACK_ON_WHITE.length, -AS_BEFORE.length)]))
  const width = (rows[0]?.length ?? 0) * PIXELS
  const height = rows.length * PIXELS
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const isDark = rows[Math.floor(y / PIXELS)]?.[Math.floor(x / PIXELS)] ?? false
      if (isDark) pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3)
    }
  }
  // Like a plain camera app, which does not look for a picture with its colours the wrong way round.
  return jsQR(pixels, width, height, { inversionAttempts: 'dontInvert' })?.data ?? null
}

function bothHalves(blocks: readonly string[]): [boolean[], boolean[]] {
  return [blocks.map((block) => block === '█' || block === '▀'), blocks.map((block) => block === '█' || block === '▄')]
}
