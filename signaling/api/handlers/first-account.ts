import type { AccountRecord } from '../../../db/records.ts'
import { createCloseEarlier } from '../../accounts/earlier-session.ts'
import type { SessionDesk } from '../../accounts/sessions.ts'
import { accountView } from '../account-view.ts'
import type { OpenHandler } from '../endpoint.ts'
import { ERROR_SENTENCES } from '../error-sentences.ts'
import type { Guesses } from '../guesses.ts'
import { failed } from '../outcome.ts'
import type { ApiPorts } from '../ports.ts'
import { staffCookie } from '../session-cookies.ts'

const BUSY_RETRY_MS = 2_000

/** The two doors that stand open until the first account exists: trying things out, and making that account. */
export function firstAccountHandlers(
  ports: Pick<ApiPorts, 'store' | 'passwords' | 'clock' | 'random' | 'log' | 'firstTry' | 'record' | 'rooms'> & {
    sessions: SessionDesk
    guesses: Guesses
    secure: boolean
  },
): { setUp: OpenHandler<'setUp'>; trySample: OpenHandler<'trySample'> } {
  const { store, passwords, clock, random, log, firstTry, record, rooms, sessions, guesses, secure } = ports
  const closeEarlier = createCloseEarlier({ sessions, rooms })

  return {
    async setUp({ input, visitor }) {
      if (!firstTry.isOpen()) return failed('already-set-up')
      const attempt = await guesses.attempt(visitor.address, async () =>
        firstTry.isAdministratorCode(input.code) ? 'right' : null,
      )
      if (!attempt.ok) return attempt
      const passwordHash = await passwords.hash(input.password)
      if (passwordHash === 'busy') return failed('too-many-requests', { retryAfterMs: BUSY_RETRY_MS })
      const account: AccountRecord = {
        schema: 2,
        accountId: random.id(),
        signInName: input.signInName.toLowerCase(),
        name: input.name,
        // A doctor too: the one who sets a small practice up is the one who works in it.
        roles: ['admin', 'doctor'],
        passwordHash,
        sample: false,
        disabled: false,
        createdAt: clock.now(),
      }
      const added = await store.accounts.addFirst(account)
      if (added === 'not-first') return failed('already-set-up')
      if (added === 'name-taken') {
        return failed('invalid-input', { fields: { signInName: ERROR_SENTENCES['name-taken'] } })
      }
      log({ event: 'first-account-made' })
      await firstTry.retire()
      await record(account.accountId, 'administrator-created', account.accountId, '')
      const secret = await sessions.openStaff(account.accountId)
      return { ok: true, data: accountView(account), setCookies: [staffCookie(secure, secret)] }
    },

    async trySample({ input, visitor }) {
      const attempt = await guesses.attempt(visitor.address, () => firstTry.asDoctor(input.secret))
      if (!attempt.ok) return attempt
      const { accountId, callUrl } = attempt.found
      const secret = await sessions.openStaff(accountId)
      await closeEarlier(visitor.staffSecret, { accountId, secret })
      return { ok: true, data: { callUrl }, setCookies: [staffCookie(secure, secret)] }
    },
  }
}
