import { short } from './scale.ts'

/**
 * A line through the middle of each column of a box of `values.length` by 100 units. Where there is no value there is no line: a day
 * without visits is neither good nor bad. `dots` are strokes of no length, which round caps draw as dots however the box is stretched.
 */
export function line(values: readonly (number | null)[], top: number): { line: string; dots: string } {
  let path = ''
  let dots = ''
  let isDrawing = false
  for (const [at, value] of values.entries()) {
    if (value === null) {
      isDrawing = false
      continue
    }
    const point = `${short(at + 0.5)} ${short(100 - (Math.min(value, top) / top) * 100)}`
    path += `${isDrawing ? 'L' : 'M'}${point}`
    dots += `M${point}h0`
    isDrawing = true
  }
  return { line: path, dots }
}
