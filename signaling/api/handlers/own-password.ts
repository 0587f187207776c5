import type { SessionDesk } from '../../accounts/sessions.ts'
import { createThrottle } from '../../accounts/throttle.ts'
import { hashOf } from '../../random.ts'
import type { StaffHandler } from '../endpoint.ts'
import { failed } from '../outcome.ts'
import type { ApiPorts } from '../ports.ts'
import { staffCookie } from '../session-cookies.ts'

/** Wrong ones of one account, from whoever holds one of its sessions. */
const WRONG_PASSWORDS = { burst: 5, everyMs: 60_000 } as const
const BUSY_RETRY_MS = 2_000

/** Changes one's own password. Every session of the account is closed; this browser gets a new one and stays in its calls. */
export function ownPasswordHandler(
  ports: Pick<ApiPorts, 'store' | 'rooms' | 'passwords' | 'clock' | 'record'> & {
    sessions: SessionDesk
    secure: boolean
  },
): StaffHandler<'changePassword'> {
  const { store, rooms, passwords, clock, record, sessions, secure } = ports
  const throttle = createThrottle({ allowance: WRONG_PASSWORDS, elapsed: clock.elapsed })

  return async ({ account, session, input }) => {
    const { accountId } = account
    const taken = throttle.take(accountId)
    if (!taken.ok) return failed('too-many-requests', { retryAfterMs: taken.retryAfterMs })
    const right = await passwords.isRight(account.passwordHash, input.current)
    if (right === false) return failed('wrong-credentials')
    throttle.giveBack(accountId)
    const passwordHash = right === 'busy' ? right : await passwords.hash(input.next)
    if (passwordHash === 'busy') return failed('too-many-requests', { retryAfterMs: BUSY_RETRY_MS })

    const changed = await store.accounts.change(accountId, { passwordHash })
    if (changed === 'unknown') return failed('not-found')
    await store.sessions.closeAllOf(accountId)
    const secret = await sessions.openStaff(accountId)
    rooms.endStaff({ account: accountId, but: session })
    rooms.renewStaff(session, hashOf(secret))
    await record(accountId, 'password-changed', accountId, '')
    return { ok: true, data: {}, setCookies: [staffCookie(secure, secret)] }
  }
}
