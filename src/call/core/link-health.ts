/** What is seen of a link twice a second. */
export interface LinkSample {
  readonly now: number
  readonly connection: 'new' | 'connecting' | 'connected' | 'disconnected' | 'failed' | 'closed'
  /** Bytes of sound and picture received so far. */
  readonly bytes: number
  /** Should packets be coming: is their microphone or camera sending and their page in front? */
  readonly due: boolean
  /** The network came or went under us. */
  readonly shaken: boolean
}

/** When to bring a link back, and how: at most one restart at a time, after three the connection is built anew. */
export interface LinkHealth {
  readonly wasUp: boolean
  readonly since: number
  readonly bytes: number
  readonly grewAt: number
  /** Null unless `disconnected`. */
  readonly disconnectedAt: number | null
  readonly restarts: number
  readonly rebuilds: number
  /** Null unless a restart is under way. */
  readonly restartedAt: number | null
}

export type Advice = 'none' | 'restart' | 'rebuild'

const DISCONNECTED_MS = 2_000
const FLAT_MS = 1_500
/** A first link that is not up by then is not going to be without help. */
export const BUILDING_MS = 10_000
const RESTART_TAKES_MS = 4_000
const RESTARTS = 3

export function newHealth(now: number): LinkHealth {
  return {
    wasUp: false,
    since: now,
    bytes: 0,
    grewAt: now,
    disconnectedAt: null,
    restarts: 0,
    rebuilds: 0,
    restartedAt: null,
  }
}

export interface Observed {
  readonly health: LinkHealth
  readonly advice: Advice
  /** It was up and is not now. */
  readonly down: boolean
  /** It has never come up in all the time that takes. */
  readonly blocked: boolean
}

export function observe(before: LinkHealth, sample: LinkSample): Observed {
  const { now, connection } = sample
  const grew = sample.bytes !== before.bytes
  const connected = connection === 'connected'
  const seen: LinkHealth = {
    ...before,
    wasUp: before.wasUp || connected,
    bytes: sample.bytes,
    grewAt: grew || !sample.due || !connected ? now : before.grewAt,
    disconnectedAt: connection === 'disconnected' ? (before.disconnectedAt ?? now) : null,
  }
  const flat = connected && sample.due && now - seen.grewAt >= FLAT_MS
  const gone =
    connection === 'failed' || (seen.disconnectedAt !== null && now - seen.disconnectedAt > DISCONNECTED_MS) || flat
  const neverUp = !seen.wasUp && now - seen.since > BUILDING_MS
  const well = connected && !flat && (grew || !sample.due) && !sample.shaken
  if (well) {
    return {
      health: { ...seen, restarts: 0, rebuilds: 0, restartedAt: null },
      advice: 'none',
      down: false,
      blocked: false,
    }
  }
  const down = seen.wasUp && (gone || (before.restartedAt !== null && !connected))
  if (!gone && !neverUp && !sample.shaken) return { health: seen, advice: 'none', down, blocked: neverUp }
  const patienceMs = RESTART_TAKES_MS * 2 ** Math.min(seen.rebuilds, 3)
  if (seen.restartedAt !== null && now - seen.restartedAt < patienceMs) {
    return { health: seen, advice: 'none', down, blocked: neverUp }
  }
  return seen.restarts >= RESTARTS
    ? { health: rebuilt(seen, now), advice: 'rebuild', down, blocked: neverUp }
    : { health: restarted(seen, now), advice: 'restart', down, blocked: neverUp }
}

function restarted(health: LinkHealth, now: number): LinkHealth {
  return { ...health, restarts: health.restarts + 1, restartedAt: now, grewAt: now }
}

function rebuilt(health: LinkHealth, now: number): LinkHealth {
  return { ...health, restarts: 0, rebuilds: health.rebuilds + 1, restartedAt: now, grewAt: now, bytes: 0 }
}
