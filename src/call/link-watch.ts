import type { ConnectionPath } from '../../signaling/contract/meeting.ts'
import type { Clock } from './clock.ts'
import { connectionPath } from './connection-path.ts'
import { type Network, networkOf, type Reading, withReading } from './core/line-quality.ts'
import { newHealth, observe } from './core/link-health.ts'
import type { PeerLink } from './peer-link.ts'

export interface WatchEvents {
  up(): void
  down(): void
  blocked(): void
  network(network: Network): void
  /** Media goes this way; said at each look. */
  flows(path: ConnectionPath): void
}

export interface LinkWatch {
  /** The network came or went: do not wait for the link to notice. */
  shake(): void
  stop(): void
}

const EVERY_MS = 500

/** Looks at a link twice a second, brings it back when it is ill, and says how good the line is. */
export function createLinkWatch(clock: Clock, link: PeerLink, isDue: () => boolean, events: WatchEvents): LinkWatch {
  let health = newHealth(clock.elapsed())
  let readings: readonly Reading[] = []
  let said: 'up' | 'down' | 'blocked' | null = null
  let shaken = false
  let stopped = false
  let looking = false
  let stopTimer = clock.after(EVERY_MS, () => void look())

  async function look(): Promise<void> {
    if (looking) return
    looking = true
    const { connection, bytes, report } = await link.observe()
    looking = false
    if (stopped) return
    const due = isDue()
    const observed = observe(health, { now: clock.elapsed(), connection, bytes, due, shaken })
    shaken = false
    health = observed.health
    if (observed.advice === 'restart') link.restart()
    if (observed.advice === 'rebuild') link.rebuild()
    if (observed.blocked) say('blocked')
    else if (observed.down) say('down')
    else if (connection === 'connected') say('up')
    const path = connection === 'connected' && (bytes > 0 || !due) ? connectionPath(report) : null
    if (path !== null) events.flows(path)
    readings = withReading(readings, read(clock.elapsed(), report))
    events.network(networkOf(readings))
    stopTimer = clock.after(EVERY_MS, () => void look())
  }

  function say(what: 'up' | 'down' | 'blocked'): void {
    if (said === what) return
    said = what
    events[what]()
  }

  return {
    shake() {
      shaken = true
      stopTimer()
      stopTimer = clock.after(0, () => void look())
    },
    stop() {
      stopped = true
      stopTimer()
    },
  }
}

function read(at: number, report: RTCStatsReport): Reading {
  let packetsReceived = 0
  let packetsLost = 0
  let roundTripMs: number | null = null
  for (const stat of report.values()) {
    if (stat.type === 'inbound-rtp') {
      packetsReceived += stat.packetsReceived ?? 0
      packetsLost += stat.packetsLost ?? 0
    }
    if (stat.type === 'candidate-pair' && stat.nominated && stat.currentRoundTripTime !== undefined) {
      roundTripMs = stat.currentRoundTripTime * 1_000
    }
  }
  return { at, packetsReceived, packetsLost, roundTripMs }
}
