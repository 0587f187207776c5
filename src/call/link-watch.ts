import type { ConnectionPath } from '../../signaling/contract/meeting.ts'
import type { Clock } from './clock.ts'
import { connectionPath } from './connection-path.ts'
import { type Network, networkOf, type Reading, withReading } from './core/line-quality.ts'
import { newHealth, observe } from './core/link-health.ts'
import type { LinkSigns, PeerLink } from './peer-link.ts'

export interface WatchEvents {
  up(): void
  down(): void
  /** It has not come up in all the time that takes; said at each look. */
  blocked(signs: LinkSigns): void
  /** It is tried anew, and has never been up. */
  anotherTry(): void
  /** Nothing comes although something is due; said at each look. */
  silent(): void
  /** Energy of the sound that is sent, and its length, since it began (W3C WebRTC Statistics, RTCAudioSourceStats), where the browser says. */
  sends(energy: number, seconds: number): void
  network(network: Network): void
  /** Media goes this way; said at each look. */
  flows(path: ConnectionPath): void
}

export interface WatchPorts {
  readonly clock: Clock
  readonly random: () => number
  readonly link: PeerLink
  /** Of two ends that see the same the impolite one acts first. */
  readonly polite: boolean
  /** Should packets be coming from them? */
  readonly isDue: () => boolean
  /** Can they be spoken to? */
  readonly lineIsOpen: () => boolean
}

export interface LinkWatch {
  /** Something about it may just have changed. */
  look(): void
  /** The network came or went: do not wait for the link to notice. */
  shake(): void
  stop(): void
}

const EVERY_MS = 500
/** While something is wrong, so that neither its begin nor its end is noticed late. */
const CLOSELY_EVERY_MS = 100
const LEAVE_FIRST_MS = { least: 250, more: 500 }

/** Looks at a link twice a second, brings it back when it is ill, and says how good the line is. */
export function createLinkWatch(ports: WatchPorts, events: WatchEvents): LinkWatch {
  const { clock, link } = ports
  let health = newHealth(clock.elapsed())
  let readings: readonly Reading[] = []
  let said: 'up' | 'down' | null = null
  /** The newest offer when the network came or went; null: it has not since the last look. */
  let shakenAt: number | null = null
  let stopped = false
  let looking = false
  let lookAgain = false
  let leaveFirstMs = 0
  let stopTimer = clock.after(EVERY_MS, () => void look())

  async function look(): Promise<void> {
    if (looking) {
      lookAgain = true
      return
    }
    looking = true
    const signs = await link.observe()
    const { report } = signs
    looking = false
    if (stopped) return
    const due = ports.isDue()
    const now = clock.elapsed()
    // Drawn anew for each illness: two ends that always waited alike would always cross.
    if (ports.polite && health.illSince === null)
      leaveFirstMs = LEAVE_FIRST_MS.least + ports.random() * LEAVE_FIRST_MS.more
    const shaken = shakenAt !== null && (signs.generation > shakenAt ? 'tried' : true)
    const observed = observe(health, { now, due, shaken, lineIsOpen: ports.lineIsOpen(), leaveFirstMs, ...signs })
    shakenAt = null
    health = observed.health
    const isTry = observed.advice === 'restart' || observed.advice === 'rebuild'
    if (observed.blocked) events.blocked(signs)
    if (observed.blocked && isTry) events.anotherTry()
    if (observed.advice === 'restart') link.restart()
    if (observed.advice === 'say-again') link.sayAgain()
    if (observed.advice === 'rebuild') link.rebuild()
    if (observed.silent) events.silent()
    link.holdPicture(observed.silent && health.wasUp)
    if (observed.down) say('down')
    else if (signs.connection === 'connected') say('up')
    const path = signs.connection === 'connected' && (signs.bytes > 0 || !due) ? connectionPath(report) : null
    if (path !== null) events.flows(path)
    for (const stat of report.values()) {
      if (stat.type === 'media-source' && stat.totalAudioEnergy >= 0) {
        events.sends(stat.totalAudioEnergy, stat.totalSamplesDuration)
      }
    }
    readings = withReading(readings, read(now, report))
    events.network(networkOf(readings))
    const isWell = health.illSince === null && health.triedAt === null && health.grewAt === now
    lookIn(lookAgain ? 0 : isWell ? EVERY_MS : CLOSELY_EVERY_MS)
    lookAgain = false
  }

  function lookIn(ms: number): void {
    stopTimer()
    stopTimer = clock.after(ms, () => void look())
  }

  function say(what: 'up' | 'down'): void {
    if (said === what) return
    said = what
    events[what]()
  }

  return {
    shake() {
      shakenAt = link.generation()
      lookIn(0)
    },
    look: () => lookIn(0),
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
