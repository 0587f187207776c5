import type { Sessions } from '../../db/port.ts'
import type { SecretHash } from '../../db/records.ts'
import type { Clock } from '../clock.ts'
import type { AccountId } from '../contract/ids.ts'
import type { Log } from '../log.ts'
import type { Random } from '../random.ts'

/** By which staff session something is held. */
export interface StaffHold {
  readonly accountId: AccountId
  readonly sessionHash: SecretHash
}

/** Whose time at the meetings is over: one session's, or all of an account's `but` one. */
export type StaffOver =
  | { readonly session: SecretHash }
  | { readonly account: AccountId; readonly but: SecretHash | null }

export function isOver(hold: StaffHold, over: StaffOver): boolean {
  if ('session' in over) return hold.sessionHash === over.session
  return hold.accountId === over.account && hold.sessionHash !== over.but
}

/**
 * Ties doctors' seats, and the desks they look at, to the sessions they came with: a session that is closed takes them along, and one
 * that holds any does not go idle, for a doctor in a call or at the desk makes no requests.
 */
export interface StaffHolds<Held> {
  /** The newest page of a seat decides by whom it is held; null: by no session of staff. */
  hold(held: Held, by: StaffHold | null): void
  release(held: Held): void
  releaseAll(): void
  heldBy(over: StaffOver): Held[]
  /** The same person goes on under a new session. */
  renew(before: SecretHash, after: SecretHash): void
}

/** Well below the half hour after which a session is idle (accounts/sessions.ts). */
const TOUCH_EVERY_MS = 5 * 60_000

export function createStaffHolds<Held>(ports: {
  clock: Clock
  sessions: Pick<Sessions, 'touch'>
  random: Pick<Random, 'errorId'>
  log: Log
  /** What tells one from another. */
  nameOf: (held: Held) => string
}): StaffHolds<Held> {
  const { clock, sessions, random, log, nameOf } = ports
  const holds = new Map<string, { held: Held; by: StaffHold }>()
  let stopTimer: (() => void) | null = null

  function setTimer(): void {
    if (holds.size > 0) stopTimer ??= clock.after(TOUCH_EVERY_MS, touchAll)
    else {
      stopTimer?.()
      stopTimer = null
    }
  }

  function touchAll(): void {
    stopTimer = null
    for (const hash of new Set([...holds.values()].map(({ by }) => by.sessionHash))) {
      sessions.touch(hash, clock.now()).catch((error: unknown) => {
        // The next touch is five minutes away, the end of the session half an hour: one that is lost harms nobody.
        log({
          event: 'fault',
          errorId: random.errorId(),
          where: 'keeping the session of a doctor who is connected',
          error,
        })
      })
    }
    setTimer()
  }

  return {
    hold(held, by) {
      if (by === null) holds.delete(nameOf(held))
      else holds.set(nameOf(held), { held, by })
      setTimer()
    },
    release(held) {
      holds.delete(nameOf(held))
      setTimer()
    },
    releaseAll() {
      holds.clear()
      setTimer()
    },
    heldBy: (over) => [...holds.values()].filter(({ by }) => isOver(by, over)).map(({ held }) => held),
    renew(before, after) {
      for (const [name, { held, by }] of holds) {
        if (by.sessionHash === before) holds.set(name, { held, by: { ...by, sessionHash: after } })
      }
    },
  }
}
