import type { DayFigures as Counted } from '../../../db/port.ts'
import type { DayFigures } from '../../contract/admin.ts'
import { daysUpTo } from '../../meetings/day.ts'
import type { AdminHandler } from '../endpoint.ts'
import type { ApiPorts } from '../ports.ts'

const DAYS = 28

/** Figures by day: they name nobody. */
export function adminOverviewHandler(
  ports: Pick<ApiPorts, 'store' | 'rooms' | 'clock'>,
): AdminHandler<'adminOverview'> {
  const { store, rooms, clock } = ports
  return async ({ input }) => {
    const days = daysUpTo(clock.now(), Number(input.days ?? DAYS))
    const [first = '', last = ''] = [days[0], days.at(-1)]
    const counted = new Map((await store.clinic.figures(first, last)).map((figures) => [figures.day, figures]))
    return { ok: true, data: { days: days.map((day) => figuresOf(day, counted.get(day))), now: rooms.live() } }
  }
}

function figuresOf(day: string, counted: Counted | undefined): DayFigures {
  if (!counted) {
    return { day, meetings: 0, connected: 0, notConnected: 0, nobodyCame: 0, relayed: 0, connectMs: null }
  }
  const { meetings, connected, notConnected, nobodyCame, relayed, connectMsSum, connectMsCount } = counted
  const connectMs = connectMsCount === 0 ? null : connectMsSum / connectMsCount
  return { day, meetings, connected, notConnected, nobodyCame, relayed, connectMs }
}
