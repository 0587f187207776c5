import { createCloseEarlier } from '../../accounts/earlier-session.ts'
import type { SessionDesk } from '../../accounts/sessions.ts'
import { createSignInLimits } from '../../accounts/sign-in-limits.ts'
import { hashOf } from '../../random.ts'
import { accountView } from '../account-view.ts'
import type { OpenHandler, StaffHandler } from '../endpoint.ts'
import { failed } from '../outcome.ts'
import type { ApiPorts } from '../ports.ts'
import { clearedStaffCookie, staffCookie } from '../session-cookies.ts'

/** How soon a turn at the password check is likely. */
const BUSY_RETRY_MS = 2_000

/** Signing in and out, and asking who one is. */
export function staffSessionHandlers(
  ports: Pick<ApiPorts, 'store' | 'rooms' | 'passwords' | 'clock' | 'log'> & { sessions: SessionDesk; secure: boolean },
): { signIn: OpenHandler<'signIn'>; signOut: OpenHandler<'signOut'>; account: StaffHandler<'account'> } {
  const { store, rooms, passwords, clock, log, sessions, secure } = ports
  const limits = createSignInLimits(clock.elapsed)
  const closeEarlier = createCloseEarlier({ sessions, rooms })

  function wrong() {
    log({ event: 'sign-in-refused', why: 'wrong-credentials' })
    return failed('wrong-credentials')
  }

  return {
    async signIn({ input, visitor }) {
      const signInName = input.signInName.toLowerCase()
      const taken = limits.take(signInName, visitor.address)
      if (!taken.ok) {
        log({ event: 'sign-in-refused', why: 'too-many-requests' })
        return failed('too-many-requests', { retryAfterMs: taken.retryAfterMs })
      }
      const account = await store.accounts.bySignInName(signInName)
      const right = await passwords.isRight(account?.passwordHash ?? null, input.password)
      if (right === 'busy') return failed('too-many-requests', { retryAfterMs: BUSY_RETRY_MS })
      // Somebody disabled is told what a stranger is told.
      if (!account || account.disabled || !right) return wrong()
      limits.succeeded(signInName, visitor.address)
      const secret = await sessions.openStaff(account.accountId)
      // Disabled, or given another password, while we were at it: whoever did so closed the sessions there were, and not this one.
      const still = await store.accounts.byId(account.accountId)
      if (!still || still.disabled || still.passwordHash !== account.passwordHash) {
        await sessions.close(secret)
        return wrong()
      }
      await closeEarlier(visitor.staffSecret, { accountId: account.accountId, secret })
      log({ event: 'signed-in' })
      return { ok: true, data: accountView(account), setCookies: [staffCookie(secure, secret)] }
    },

    async signOut({ visitor }) {
      if (visitor.staffSecret !== null) {
        await sessions.close(visitor.staffSecret)
        rooms.endStaff({ session: hashOf(visitor.staffSecret) })
      }
      return { ok: true, data: {}, setCookies: [clearedStaffCookie(secure)] }
    },

    async account({ account }) {
      return { ok: true, data: accountView(account) }
    },
  }
}
