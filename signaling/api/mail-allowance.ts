import { createThrottle } from '../accounts/throttle.ts'
import type { AccountId } from '../contract/ids.ts'
import { type Failure, failed } from './outcome.ts'

/** A morning's list at once, then one each ten seconds: an account in wrong hands must not make a mail cannon of the clinic. */
const MAILS = { burst: 60, everyMs: 10_000 } as const

export interface MailAllowance {
  /** Null when that account may send this one now; no address, no mail. */
  take(accountId: AccountId, email: string | undefined): Failure<'too-many-requests'> | null
}

export function createMailAllowance(elapsed: () => number): MailAllowance {
  const throttle = createThrottle({ allowance: MAILS, elapsed })
  return {
    take(accountId, email) {
      if (email === undefined) return null
      const taken = throttle.take(accountId)
      return taken.ok ? null : failed('too-many-requests', { retryAfterMs: taken.retryAfterMs })
    },
  }
}
