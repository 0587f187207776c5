import type { AccountRecord } from '../../../db/records.ts'
import { createTurn } from '../../accounts/one-at-a-time.ts'
import type { AccountId } from '../../contract/ids.ts'
import type { StaffRole } from '../../contract/staff.ts'
import type { AdminHandler } from '../endpoint.ts'
import { failed } from '../outcome.ts'
import { personView } from '../person-view.ts'
import type { ApiPorts } from '../ports.ts'

const BUSY_RETRY_MS = 2_000

/** Accounts as administrators keep them. */
export function adminPeopleHandlers(
  ports: Pick<ApiPorts, 'store' | 'rooms' | 'passwords' | 'clock' | 'random' | 'record'>,
): {
  adminPeople: AdminHandler<'adminPeople'>
  adminAddPerson: AdminHandler<'adminAddPerson'>
  adminChangePerson: AdminHandler<'adminChangePerson'>
  adminResetPassword: AdminHandler<'adminResetPassword'>
} {
  const { store, rooms, passwords, clock, random, record } = ports
  const inTurn = createTurn()

  /** The sample doctor is nobody's to change. */
  async function personOf(accountId: AccountId): Promise<AccountRecord | null> {
    const account = await store.accounts.byId(accountId)
    return account && !account.sample ? account : null
  }

  async function signOutEverywhere(accountId: AccountId): Promise<void> {
    await store.sessions.closeAllOf(accountId)
    rooms.endStaff({ account: accountId, but: null })
  }

  return {
    async adminPeople() {
      const people = await store.accounts.all()
      return { ok: true, data: { people: people.map(personView) } }
    },

    async adminAddPerson({ input, account: actor }) {
      const password = random.password()
      const passwordHash = await passwords.hash(password)
      if (passwordHash === 'busy') return failed('too-many-requests', { retryAfterMs: BUSY_RETRY_MS })
      const person: AccountRecord = {
        schema: 2,
        accountId: random.id(),
        signInName: input.signInName.toLowerCase(),
        name: input.name,
        roles: each(input.roles),
        passwordHash,
        sample: false,
        disabled: false,
        createdAt: clock.now(),
      }
      const added = await store.accounts.add(person)
      if (added === 'name-taken') return failed('name-taken')
      await record(actor.accountId, 'person-created', person.accountId, rolesWords(person.roles))
      return { ok: true, data: { person: personView(person), password } }
    },

    adminChangePerson({ params: { accountId }, input, account: actor }) {
      return inTurn(async () => {
        // Asked again now that it is our turn: of two administrators who disable each other at once, one stays.
        const acting = await store.accounts.byId(actor.accountId)
        if (!acting || acting.disabled || !acting.roles.includes('admin')) return failed('not-allowed')
        const before = await personOf(accountId)
        if (!before) return failed('not-found')
        const wanted = { ...input, ...(input.roles ? { roles: each(input.roles) } : {}) }
        const losesPower = wanted.disabled === true || (wanted.roles && !wanted.roles.includes('admin'))
        if (accountId === actor.accountId && losesPower) return failed('not-allowed')

        const after = await store.accounts.change(accountId, wanted)
        if (after === 'unknown') return failed('not-found')
        // Said again for somebody disabled already: whoever did it may not have come this far.
        if (after.disabled) await signOutEverywhere(accountId)
        const changes = changesBetween(before, after)
        if (changes.length > 0) await record(actor.accountId, 'person-changed', accountId, changes.join(', '))
        if (before.disabled !== after.disabled) {
          await record(actor.accountId, after.disabled ? 'person-disabled' : 'person-enabled', accountId, '')
        }
        return { ok: true, data: personView(after) }
      })
    },

    async adminResetPassword({ params: { accountId }, account: actor }) {
      // One's own is changed with the current one: an open screen must not be enough to take an account over.
      if (accountId === actor.accountId) return failed('not-allowed')
      if (!(await personOf(accountId))) return failed('not-found')
      const password = random.password()
      const passwordHash = await passwords.hash(password)
      if (passwordHash === 'busy') return failed('too-many-requests', { retryAfterMs: BUSY_RETRY_MS })
      const person = await store.accounts.change(accountId, { passwordHash })
      if (person === 'unknown') return failed('not-found')
      await signOutEverywhere(accountId)
      await record(actor.accountId, 'password-reset', accountId, '')
      return { ok: true, data: { person: personView(person), password } }
    },
  }
}

function each(roles: readonly StaffRole[]): StaffRole[] {
  return [...new Set(roles)]
}

function rolesWords(roles: readonly StaffRole[]): string {
  return `roles: ${[...roles].sort().join(' and ')}`
}

/** What became of their name is no matter of the trail, that it was changed is. */
function changesBetween(before: AccountRecord, after: AccountRecord): string[] {
  const changes: string[] = []
  if (before.name !== after.name) changes.push('name')
  if (rolesWords(before.roles) !== rolesWords(after.roles)) changes.push(rolesWords(after.roles))
  return changes
}
