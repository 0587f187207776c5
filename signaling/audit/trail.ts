import { type Audit, StoreUnavailable } from '../../db/port.ts'
import type { AuditAction } from '../../db/records.ts'
import type { Clock } from '../clock.ts'
import type { AccountId, RoomId } from '../contract/ids.ts'
import type { Log } from '../log.ts'

/**
 * Writes one line of the audit trail. Resolves when it is on disk; rejects with `StoreUnavailable` when it cannot be written, and
 * then the request answers 503.
 *
 * When it is called: a look (list, export, trail) is written down before anything is shown, so nothing is seen without its line. A
 * change is written down right after it succeeded, within the same request, because a line said first would claim what may then not
 * have happened. Should the store go away between the two, the change stands, whoever asked for it gets 503, and the line goes to the
 * log, which names the same ids.
 *
 * `detail`: a filter, a role, a count; never a name, a password or a code.
 */
export type RecordLine = (
  actor: AccountId | null,
  action: AuditAction,
  target: AccountId | RoomId | null,
  detail: string,
) => Promise<void>

/** Together shorter than the web process waits for an answer. */
const WAITS_MS = [100, 400]

export function createTrail(ports: {
  audit: Pick<Audit, 'append'>
  clock: Pick<Clock, 'now' | 'after'>
  log: Log
}): RecordLine {
  const { audit, clock, log } = ports
  const pause = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve))

  return async function record(actor, action, target, detail) {
    const entry = { at: clock.now(), actor, action, target, detail: detail.slice(0, 300) }
    for (const wait of [...WAITS_MS, null]) {
      try {
        await audit.append(entry)
        return
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error
        if (wait === null) {
          log({ event: 'audit-line-lost', actor, action, target, why: error.why })
          throw error
        }
      }
      await pause(wait)
    }
  }
}
