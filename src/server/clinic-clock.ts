/**
 * Times as the clinic's wall clock shows them. A page without scripts does not know the reader's time zone, so there is one clock for
 * everybody: the server's (TZ), and pages say which one it is.
 */
export interface ClinicClock {
  /** What `<input type="datetime-local">` holds (`2026-11-24T09:30`), as an instant; null when it is no such time. */
  instantOf(written: string): string | null
  time(at: number): string
  /** `Today`, `Tomorrow` or the day itself. */
  day(at: number, now: number): string
  dayAndTime(at: number, now: number): string
  /** `23 Nov 2026, 09:30`, for lists that are looked through by date. */
  dateAndTime(at: number): string
  /** IANA name of its zone. */
  readonly zone: string
  /** `Europe/Berlin (GMT+1)` */
  readonly name: string
}

export function createClinicClock(now: number, locale = 'en-GB'): ClinicClock {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const hours = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
  const days = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' })
  const daysWithYear = new Intl.DateTimeFormat(locale, { dateStyle: 'full' })
  const datesAndHours = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const offset = new Intl.DateTimeFormat(locale, { timeZoneName: 'shortOffset' })
    .formatToParts(now)
    .find((part) => part.type === 'timeZoneName')?.value

  const time = (at: number) => hours.format(at)
  const day = (at: number, today: number) => {
    const away = daysBetween(today, at)
    if (away === 0) return 'Today'
    if (away === 1) return 'Tomorrow'
    return (Math.abs(away) < 180 ? days : daysWithYear).format(at)
  }
  return {
    instantOf,
    time,
    day,
    dayAndTime: (at, today) => `${day(at, today)}, ${time(at)}`,
    dateAndTime: (at) => datesAndHours.format(at),
    zone,
    name: offset === undefined || offset === zone ? zone : `${zone}, ${offset}`,
  }
}

function instantOf(written: string): string | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(:\d{2})?$/.exec(written)
  if (!match) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1, 6).map(Number)
  const at = new Date(year, month - 1, day, hour, minute)
  // A Date rolls the 31st of February over; an hour that a clock change leaves out moves on by that change, which is what clocks do.
  const isThatDay = at.getFullYear() === year && at.getMonth() === month - 1 && at.getDate() === day
  return isThatDay && hour < 24 && minute < 60 ? at.toISOString() : null
}

function daysBetween(from: number, to: number): number {
  const midnight = (at: number) => new Date(at).setHours(0, 0, 0, 0)
  return Math.round((midnight(to) - midnight(from)) / 86_400_000)
}
