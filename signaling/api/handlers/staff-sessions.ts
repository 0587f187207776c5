import type { SessionDesk } from '../../accounts/sessions.ts'
import { createSignInLimits } from '../../accounts/sign-in-limits.ts'
import { accountView } from '../account-view.ts'
import type { OpenHandler, StaffHandler } from '../endpoint.ts'
import { failed } from '../outcome.ts'
import type { ApiPorts } from '../ports.ts'
import { clearedStaffCookie, staffCookie } from '../session-cookies.ts'

/** How soon a turn at the password check is likely. */
const BUSY_RETRY_MS = 2_000

/** Signing in and out, and asking who one is. */
export function staffSessionHandlers(
  ports: Pick<ApiPorts, 'store' | 'passwords' | 'clock' | 'log'> & { sessions: SessionDesk; secure: boolean },
): { signIn: OpenHandler<'signIn'>; signOut: OpenHandler<'signOut'>; account: StaffHandler<'account'> } {
  const { store, passwords, clock, log, sessions, secure } = ports
  const limits = createSignInLimits(clock.elapsed)

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
      if (!account || !right) {
        log({ event: 'sign-in-refused', why: 'wrong-credentials' })
        return failed('wrong-credentials')
      }
      limits.succeeded(signInName, visitor.address)
      const secret = await sessions.openStaff(account.accountId)
      if (visitor.staffSecret !== null) await sessions.close(visitor.staffSecret)
      log({ event: 'signed-in' })
      return { ok: true, data: accountView(account), setCookies: [staffCookie(secure, secret)] }
    },

    async signOut({ visitor }) {
      if (visitor.staffSecret !== null) await sessions.close(visitor.staffSecret)
      return { ok: true, data: {}, setCookies: [clearedStaffCookie(secure)] }
    },

    async account({ account }) {
      return { ok: true, data: accountView(account) }
    },
  }
}
