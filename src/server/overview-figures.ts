import type { DayFigures } from '../../signaling/contract/admin.ts'

/** A range of days in sum. Shares are of 1, and null where there is nothing to have a share of. */
export interface RangeFigures {
  readonly meetings: number
  readonly connected: number
  readonly notConnected: number
  readonly nobodyCame: number
  /** Planned or going on. */
  readonly notOver: number
  readonly connectedShare: number | null
  readonly relayedShare: number | null
  /** Mean over the meetings that connected, not over the days. */
  readonly connectMs: number | null
}

export function rangeFigures(days: readonly DayFigures[]): RangeFigures {
  const sum = (of: (day: DayFigures) => number) => days.reduce((total, day) => total + of(day), 0)
  const timed = days.filter(({ connectMs }) => connectMs !== null)
  const connected = sum((day) => day.connected)
  const notConnected = sum((day) => day.notConnected)
  return {
    meetings: sum((day) => day.meetings),
    connected,
    notConnected,
    nobodyCame: sum((day) => day.nobodyCame),
    notOver: sum(notOver),
    connectedShare: share(connected, connected + notConnected),
    relayedShare: share(
      sum((day) => day.relayed),
      connected,
    ),
    connectMs: share(
      timed.reduce((total, day) => total + (day.connectMs ?? 0) * day.connected, 0),
      timed.reduce((total, day) => total + day.connected, 0),
    ),
  }
}

export function notOver(day: DayFigures): number {
  return Math.max(0, day.meetings - day.connected - day.notConnected - day.nobodyCame)
}

/** Of the visits that two people came to, those in which they saw or heard each other. */
export function connectedShare({ connected, notConnected }: DayFigures): number | null {
  return share(connected, connected + notConnected)
}

export function relayedShare({ relayed, connected }: DayFigures): number | null {
  return share(relayed, connected)
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
