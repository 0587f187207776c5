/** The top of an axis that holds `most` and halves into a number people can read. */
export function niceTop(most: number): number {
  if (most <= 10) return Math.max(2, 2 * Math.ceil(most / 2))
  const power = 10 ** Math.floor(Math.log10(most))
  const step = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10].find((one) => one * power >= most) ?? 10
  return Math.round(step * power)
}

/** For path data: two decimals are finer than any screen. */
export function short(value: number): string {
  return String(Math.round(value * 100) / 100)
}
