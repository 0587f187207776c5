import { median } from '../bench/figures.ts'

/** A time as figures have it: seconds, or that it did not happen while anybody looked. */
export function seconds(ms: number | null): string {
  return ms === null || !Number.isFinite(ms) ? 'never' : `${(ms / 1_000).toFixed(1)} s`
}

/** The middle one, with the best and the worst; null counts as longer than any other. */
export function medianSeconds(values: readonly (number | null)[]): string {
  const all = values.map((value) => value ?? Number.POSITIVE_INFINITY)
  if (all.length === 1) return seconds(all[0] ?? null)
  return `${seconds(median(all))} (${seconds(Math.min(...all))} to ${seconds(Math.max(...all))})`
}

/** The later of two; null when one of them never came. */
export function later(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : Math.max(one, other)
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
