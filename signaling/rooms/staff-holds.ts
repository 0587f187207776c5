import type { Sessions } from '../../db/port.ts'
import type { SecretHash } from '../../db/records.ts'
import type { Clock } from '../clock.ts'
import type { AccountId } from '../contract/ids.ts'
import type { Log } from '../log.ts'
import type { Random } from '../random.ts'
import type { SeatName } from './resume-secrets.ts'

/** By which staff session a seat is held. */
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
 * Ties doctors' seats to the sessions they came with: a session that is closed takes its seats along, and one that holds a seat does
 * not go idle, for a doctor in a call makes no requests.
 */
export interface StaffHolds {
  /** The newest page of a seat decides by whom it is held; null: by no session of staff. */
  hold(seat: SeatName, by: StaffHold | null): void
  release(seat: SeatName): void
  releaseAll(): void
  heldBy(over: StaffOver): SeatName[]
  /** The same person goes on under a new session. */
  renew(before: SecretHash, after: SecretHash): void
}

/** Well below the half hour after which a session is idle (accounts/sessions.ts). */
const TOUCH_EVERY_MS = 5 * 60_000

export function createStaffHolds(ports: {
  clock: Clock
  sessions: Pick<Sessions, 'touch'>
  random: Pick<Random, 'errorId'>
  log: Log
}): StaffHolds {
  const { clock, sessions, random, log } = ports
  const held = new Map<string, { seat: SeatName; by: StaffHold }>()
  let stopTimer: (() => void) | null = null

  function setTimer(): void {
    if (held.size > 0) stopTimer ??= clock.after(TOUCH_EVERY_MS, touchAll)
    else {
      stopTimer?.()
      stopTimer = null
    }
  }

  function touchAll(): void {
    stopTimer = null
    for (const hash of new Set([...held.values()].map(({ by }) => by.sessionHash))) {
      sessions.touch(hash, clock.now()).catch((error: unknown) => {
        // The next touch is five minutes away, the end of the session half an hour: one that is lost harms nobody.
        log({ event: 'fault', errorId: random.errorId(), where: 'keeping the session of a doctor in a call', error })
      })
    }
    setTimer()
  }

  return {
    hold(seat, by) {
      if (by === null) held.delete(nameOf(seat))
      else held.set(nameOf(seat), { seat, by })
      setTimer()
    },
    release(seat) {
      held.delete(nameOf(seat))
      setTimer()
    },
    releaseAll() {
      held.clear()
      setTimer()
    },
    heldBy: (over) => [...held.values()].filter(({ by }) => isOver(by, over)).map(({ seat }) => seat),
    renew(before, after) {
      for (const [name, { seat, by }] of held) {
        if (by.sessionHash === before) held.set(name, { seat, by: { ...by, sessionHash: after } })
      }
    },
  }
}

function nameOf(seat: SeatName): string {
  return `${seat.roomId}/${seat.participantId}`
}
