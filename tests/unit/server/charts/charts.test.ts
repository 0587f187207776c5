import { describe, expect, test } from 'vitest'
import { line } from '../../../../src/server/charts/line.ts'
import { niceTop } from '../../../../src/server/charts/scale.ts'
import { stackedBars } from '../../../../src/server/charts/stacked-bars.ts'

describe('the axis', () => {
  test.each([
    [0, 2],
    [1, 2],
    [3, 4],
    [7, 8],
    [11, 12],
    [22, 24],
    [58, 60],
    [99, 100],
    [101, 120],
    [2_350, 2_400],
  ])('that holds %d ends at %d, which halves well', (most, top) => {
    expect(niceTop(most)).toBe(top)
    expect(niceTop(most)).toBeGreaterThanOrEqual(most)
  })
})

describe('stacked bars', () => {
  test('stand on each other, each as high as its share of the axis', () => {
    const [low, high] = stackedBars([[2, 1], [4]], 4)
    expect(low).toBe('M0.11 100h0.78v-50h-0.78zM1.11 100h0.78v-100h-0.78z')
    expect(high).toBe('M0.11 50h0.78v-25h-0.78z')
  })

  test('leave out what is nothing, and no columns draw no layers', () => {
    expect(stackedBars([[0, 3]], 4)).toEqual(['', 'M0.11 100h0.78v-75h-0.78z'])
    expect(stackedBars([], 4)).toEqual([])
  })
})

describe('a line', () => {
  test('goes through the middle of each column', () => {
    expect(line([0, 1, 0.5], 1).line).toBe('M0.5 100L1.5 0L2.5 50')
  })

  test('breaks where there is no value, and a lonely day is still a dot', () => {
    const { line: path, dots } = line([1, null, 1], 2)
    expect(path).toBe('M0.5 50M2.5 50')
    expect(dots).toBe('M0.5 50h0M2.5 50h0')
  })

  test('stays in its box', () => {
    expect(line([9], 3).line).toBe('M0.5 0')
  })
})
