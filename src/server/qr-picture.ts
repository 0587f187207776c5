import { encode } from 'uqr'

/** A QR picture as one path of strokes, a unit a module, `size` units wide without its quiet zone. */
export interface QrPicture {
  readonly size: number
  readonly path: string
}

/** Modules of white around it, without which readers do not find it (ISO/IEC 18004, 9.1). */
export const QUIET_ZONE = 4

/** With the correction of level M: a screen has reflections, and no dirt. */
export function qrPicture(text: string): QrPicture {
  const { data, size } = encode(text, { ecc: 'M', border: 0 })
  return { size, path: data.map((row, y) => `M0 ${y}.5${strokes(row)}`).join('') }
}

/** Runs of dark modules as strokes, those of light ones as moves. */
function strokes(row: readonly boolean[]): string {
  let path = ''
  let from = 0
  for (let x = 1; x <= row.length; x += 1) {
    if (row[x] === row[from]) continue
    if (row[from]) path += `h${x - from}`
    else if (x < row.length) path += `m${x - from} 0`
    from = x
  }
  return path
}
