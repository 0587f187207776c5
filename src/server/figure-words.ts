const whole = new Intl.NumberFormat('en-GB')
const percent = new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 0 })
const seconds = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })

const NOTHING = '–'

export function countWords(count: number): string {
  return whole.format(count)
}

/** `1 meeting`, `1,200 meetings` */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${whole.format(count)} ${count === 1 ? one : many}`
}

export function shareWords(share: number | null): string {
  return share === null ? NOTHING : percent.format(share)
}

export function secondsWords(ms: number | null): string {
  return ms === null ? NOTHING : `${seconds.format(ms / 1_000)}\u00a0s`
}

/** `23 Nov`, of `2026-11-23` */
export function dayWords(day: string): string {
  return dayAndMonth.format(Date.parse(`${day}T00:00:00Z`))
}

/** `3 days 4 hours`, `12 minutes`: the two largest units. */
export function durationWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  const parts = [
    [Math.floor(minutes / 1_440), 'day'],
    [Math.floor(minutes / 60) % 24, 'hour'],
    [minutes % 60, 'minute'],
  ] as const
  const first = parts.findIndex(([count]) => count > 0)
  if (first === -1) return 'less than a minute'
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => counted(count, unit))
    .join(' ')
}

export function megabytesWords(bytes: number): string {
  return `${whole.format(Math.round(bytes / 1_048_576))} MB`
}
