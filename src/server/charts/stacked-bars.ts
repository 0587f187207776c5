import { short } from './scale.ts'

const BAR = 0.78
const SIDE = (1 - BAR) / 2

/**
 * Stacked bars in a box of `columns.length` by 100 units, as one path for each layer, the first layer at the bottom. The box is stretched
 * to whatever room there is: only widths relative to a column mean anything.
 */
export function stackedBars(columns: readonly (readonly number[])[], top: number): string[] {
  const layers = Math.max(0, ...columns.map((column) => column.length))
  return Array.from({ length: layers }, (_, layer) =>
    columns
      .map((column, at) => {
        const height = ((column[layer] ?? 0) / top) * 100
        if (height <= 0) return ''
        const below = column.slice(0, layer).reduce((sum, one) => sum + one, 0)
        const foot = 100 - (below / top) * 100
        return `M${short(at + SIDE)} ${short(foot)}h${BAR}v${short(-height)}h-${BAR}z`
      })
      .join(''),
  )
}
