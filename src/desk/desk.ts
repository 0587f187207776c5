import type { Arrival } from '../../signaling/contract/desk.ts'
import { browserPage, openSignal, type PageSigns } from '../call/browser-page.ts'
import { browserClock } from '../call/clock.ts'
import type { LinePorts } from '../call/line.ts'
import { newcomers } from './core/newcomers.ts'
import { createDeskLine } from './desk-line.ts'

/** `over`: the line was refused for good; what is shown stays as it was. */
export type Liveness = 'connecting' | 'live' | 'lost' | 'over'

export interface DeskView {
  readonly arrivals: readonly Arrival[]
  readonly liveness: Liveness
}

export interface DeskPorts extends LinePorts {
  readonly fetch: typeof fetch
  readonly page: PageSigns
}

export interface Desk {
  view(): DeskView
  /** Tells of each new view, and who has come since the one before. */
  subscribe(changed: (view: DeskView, came: readonly Arrival[]) => void): () => void
  close(): void
}

export const deskPorts: DeskPorts = {
  clock: browserClock,
  random: Math.random,
  openSocket: openSignal,
  fetch: (input, init) => fetch(input, init),
  page: browserPage,
}

/** A doctor's arrivals, from what the page was drawn with on. */
export function openDesk(ports: DeskPorts, drawn: readonly Arrival[]): Desk {
  let view: DeskView = { arrivals: drawn, liveness: 'connecting' }
  const listeners = new Set<(view: DeskView, came: readonly Arrival[]) => void>()

  function show(next: Partial<DeskView>): void {
    const came = next.arrivals === undefined ? [] : newcomers(view.arrivals, next.arrivals)
    view = { ...view, ...next }
    for (const listener of listeners) listener(view, came)
  }

  const line = createDeskLine(ports, {
    arrivals: (arrivals) => show({ arrivals, liveness: 'live' }),
    lost: () => show({ liveness: 'lost' }),
    over: () => show({ liveness: 'over' }),
  })
  ports.page.onVisibility(() => {
    if (!ports.page.hidden()) line.nudge()
  })
  ports.page.onWake(line.nudge)
  ports.page.onNetwork(line.nudge)
  line.open()

  return {
    view: () => view,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: line.close,
  }
}
