import type { MeetingQuery } from '../../db/port.ts'
import type { MeetingFilter } from '../contract/admin.ts'
import type { Millis } from '../contract/ids.ts'
import { DAY_MS, dayStart } from './day.ts'

/** The store's question behind the filter of an address, or the field that names no day there is. */
export function queryOf(filter: MeetingFilter, keptFrom: Millis): MeetingQuery | 'from' | 'to' {
  const from = filter.from === undefined ? null : dayStart(filter.from)
  if (from === null && filter.from !== undefined) return 'from'
  const lastDay = filter.to === undefined ? null : dayStart(filter.to)
  if (lastDay === null && filter.to !== undefined) return 'to'
  const doctorId = filter.doctor ?? null
  return {
    // Whose a meeting was is forgotten with its other personal parts: a filter must not tell it while the sweeper is still to come.
    from: doctorId === null ? from : Math.max(from ?? 0, keptFrom),
    to: lastDay === null ? null : lastDay + DAY_MS,
    doctorId,
    state: filter.state ?? null,
    outcome: filter.outcome ?? null,
  }
}

/** For the audit trail: the conditions as they were given, which name nobody but the doctor's id. */
export function filterWords(filter: MeetingFilter): string {
  const said = Object.entries(filter).map(([name, value]) => `${name}=${value}`)
  return said.length > 0 ? said.join(' ') : 'all'
}
