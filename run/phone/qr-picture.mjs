import { encode } from 'uqr'

/** Light around the code, in modules, without which cameras do not find it (ISO/IEC 18004). */
const QUIET = 4

/* Black and white as such, since a terminal's own two colours may be the other way round and its "black" may be blue. */
const COLOURS = '\u001b[38;5;16;48;5;231m'
const PLAIN = '\u001b[0m'

/** A QR picture for the terminal, two modules to a character, dark on light whatever the terminal's colours. @param {string} text */
export function qrPicture(text) {
  const { data, size } = encode(text, { ecc: 'L', border: QUIET })
  const lines = []
  for (let y = 0; y < size; y += 2) {
    let line = ''
    for (let x = 0; x < size; x += 1) line += half(data[y]?.[x] ?? false, data[y + 1]?.[x] ?? false)
    lines.push(COLOURS + line + PLAIN)
  }
  return lines.join('\n')
}

/** @param {boolean} upper @param {boolean} lower `true`: dark */
function half(upper, lower) {
  if (upper) return lower ? '█' : '▀'
  return lower ? '▄' : ' '
}
