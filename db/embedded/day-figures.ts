import type { DayFigures } from '../port.ts'
import type { Row } from './database.ts'

/**
 * In the order of its index, which has all of it: no document is looked at and nothing is sorted. Grouped as finely as the index goes,
 * because what is compared once a group is not compared once a meeting.
 */
export const FIGURES = `
  SELECT day, outcome, path, count(*) AS meetings, coalesce(sum(connect_ms), 0) AS ms_sum, count(connect_ms) AS ms_count
  FROM meetings INDEXED BY clinic_figures WHERE day BETWEEN ? AND ? GROUP BY day, outcome, path`

/** One of each day out of the groups, which come day by day. */
export function dayFigures(groups: readonly Row[]): DayFigures[] {
  const days = new Map<string, DayFigures>()
  for (const group of groups) {
    const { outcome, path } = group
    const day = String(group['day'])
    const meetings = Number(group['meetings'])
    const before = days.get(day) ?? { ...NONE, day }
    const counts = (is: boolean) => (is ? meetings : 0)
    days.set(day, {
      day,
      meetings: before.meetings + meetings,
      connected: before.connected + counts(outcome === 'connected'),
      notConnected: before.notConnected + counts(outcome === 'not-connected'),
      nobodyCame: before.nobodyCame + counts(outcome === 'nobody-came'),
      relayed: before.relayed + counts(outcome === 'connected' && path === 'relay'),
      connectMsSum: before.connectMsSum + Number(group['ms_sum']),
      connectMsCount: before.connectMsCount + Number(group['ms_count']),
    })
  }
  return [...days.values()]
}

const NONE = {
  meetings: 0,
  connected: 0,
  notConnected: 0,
  nobodyCame: 0,
  relayed: 0,
  connectMsSum: 0,
  connectMsCount: 0,
}
