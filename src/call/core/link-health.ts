/** What is seen of a link at each look. */
export interface LinkSample {
  readonly now: number
  readonly connection: 'new' | 'connecting' | 'connected' | 'disconnected' | 'failed' | 'closed'
  /** Bytes of sound and picture received so far. */
  readonly bytes: number
  /** Should packets be coming: is their microphone or camera sending and their page in front? */
  readonly due: boolean
  /** The network came or went under us; `tried`: and an offer was made since, so that needs no other one. */
  readonly shaken: boolean | 'tried'
  /** Of the newest offer, whoever made it. */
  readonly generation: number
  /** No offer is waiting for its answer. */
  readonly isSettled: boolean
  /** Looking for candidates came to nothing: the browser did not know of the network yet. */
  readonly isBare: boolean
  /** They can be spoken to: our line is there and so is theirs. */
  readonly lineIsOpen: boolean
  /** How long to leave the first step to the other end, which sees the same: of two restarts that cross one is for nothing. */
  readonly leaveFirstMs: number
}

/** When to bring a link back, and how: at most one attempt at a time, after some the connection is built anew. */
export interface LinkHealth {
  readonly wasUp: boolean
  readonly since: number
  readonly bytes: number
  readonly grewAt: number
  /** Null unless `disconnected`. */
  readonly disconnectedAt: number | null
  readonly generation: number
  /** Null while nothing is wrong. */
  readonly illSince: number | null
  /** Of this connection, since it was well. */
  readonly tries: number
  readonly rebuilds: number
  /** Null unless an attempt is under way, ours or theirs. */
  readonly triedAt: number | null
  /** When the network last came or went. */
  readonly shakenAt: number | null
}

/** `say-again`: the offer is out and was not answered; whoever could not hear it may hear it now. */
export type Advice = 'none' | 'restart' | 'say-again' | 'rebuild'

const DISCONNECTED_MS = 2_000
const FLAT_MS = 1_500
/** Nothing for so long, though something was due, is worth a closer look and a question to the server. */
const SILENT_MS = 600
const BUILT_SOON_MS = 3_000
/** A first link that is not up by then is not going to be without help. */
export const BUILDING_MS = 10_000
const TRY_TAKES_MS = 4_000
const LOOK_FOR_NETWORK_AGAIN_MS = 250
const NETWORK_COMES_WITHIN_MS = 6_000
const TRIES = 3
/** An offer that is never answered is more likely not heard than refused: by then the server has found the other end's line dead (B1). */
const TRIES_UNHEARD = 6

export function newHealth(now: number): LinkHealth {
  return {
    wasUp: false,
    since: now,
    bytes: 0,
    grewAt: now,
    disconnectedAt: null,
    generation: 0,
    illSince: null,
    tries: 0,
    rebuilds: 0,
    triedAt: null,
    shakenAt: null,
  }
}

export interface Observed {
  readonly health: LinkHealth
  readonly advice: Advice
  /** It was up and is not now. */
  readonly down: boolean
  /** It has never come up in all the time that takes. */
  readonly blocked: boolean
  /** Nothing comes any more although something is due; the line to the server may be dead as well. */
  readonly silent: boolean
}

export function observe(before: LinkHealth, sample: LinkSample): Observed {
  const { now, connection } = sample
  const grew = sample.bytes !== before.bytes
  const connected = connection === 'connected'
  const grewAt = grew || !sample.due || !connected ? now : before.grewAt
  const disconnectedAt = connection === 'disconnected' ? (before.disconnectedAt ?? now) : null
  const wasUp = before.wasUp || connected
  const flatMs = connected && sample.due ? now - grewAt : 0
  const gone =
    connection === 'failed' || (disconnectedAt !== null && now - disconnectedAt > DISCONNECTED_MS) || flatMs >= FLAT_MS
  const blocked = !wasUp && now - before.since > BUILDING_MS
  const seen: LinkHealth = { ...before, wasUp, bytes: sample.bytes, grewAt, disconnectedAt }
  const generation = sample.generation
  if (connected && flatMs < FLAT_MS && (grew || (!sample.due && sample.isSettled)) && !sample.shaken) {
    const health = { ...seen, generation, illSince: null, tries: 0, rebuilds: 0, triedAt: null, shakenAt: null }
    return { health, advice: 'none', down: false, blocked: false, silent: false }
  }
  // A browser may look for a way for many seconds before it says that there is none.
  const isTrying = wasUp && before.triedAt !== null && !connected
  const { health, advice } = advise(seen, sample, gone || isTrying || blocked)
  return {
    health: { ...health, generation },
    advice,
    down: wasUp && (gone || isTrying),
    blocked,
    silent: connected ? flatMs >= SILENT_MS : wasUp || now - before.since > BUILT_SOON_MS,
  }
}

function advise(seen: LinkHealth, sample: LinkSample, ill: boolean): { health: LinkHealth; advice: Advice } {
  const { now, isSettled, lineIsOpen } = sample
  // A newer offer, whoever made it, is an attempt; and while one cannot be heard of, its time does not run.
  const isOffered = sample.generation > seen.generation && (ill || seen.triedAt !== null)
  const triedAt = isOffered || (seen.triedAt !== null && !lineIsOpen) ? now : seen.triedAt
  const illSince = ill ? (seen.illSince ?? now) : null
  const health: LinkHealth = { ...seen, illSince, triedAt }
  if (sample.shaken) {
    const advice = sample.shaken === 'tried' ? 'none' : 'restart'
    return { health: { ...health, triedAt: now, shakenAt: now }, advice }
  }
  // The browser said that there is a network before it could use it.
  const isFresh = health.shakenAt !== null && now - health.shakenAt < NETWORK_COMES_WITHIN_MS
  if (isFresh && sample.isBare && triedAt !== null && now - triedAt >= LOOK_FOR_NETWORK_AGAIN_MS) {
    return { health: { ...health, triedAt: now }, advice: 'restart' }
  }
  const isEarly = triedAt === null && illSince !== null && now - illSince < sample.leaveFirstMs
  const isUnderWay = triedAt !== null && now - triedAt < TRY_TAKES_MS * 2 ** Math.min(health.rebuilds, 3)
  if (!ill || isEarly || isUnderWay) return { health, advice: 'none' }
  // Nothing was ever offered, or often enough without success.
  const enough = isSettled ? TRIES : TRIES_UNHEARD
  if (lineIsOpen && (health.tries >= enough || sample.generation === 0)) {
    return { health: { ...health, tries: 0, rebuilds: health.rebuilds + 1, triedAt: now, bytes: 0 }, advice: 'rebuild' }
  }
  return {
    health: { ...health, tries: health.tries + 1, triedAt: now },
    advice: isSettled ? 'restart' : 'say-again',
  }
}
