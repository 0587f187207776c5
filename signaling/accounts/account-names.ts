import type { Accounts } from '../../db/port.ts'
import type { AccountRecord } from '../../db/records.ts'
import type { AccountId } from '../contract/ids.ts'

export interface AccountNames {
  /** Everybody but the sample doctor, by name. */
  readonly all: readonly AccountRecord[]
  /** Looks up whoever is not known yet, the sample doctor perhaps. */
  learn(accountIds: Iterable<AccountId | null>): Promise<void>
  /** The id itself for an account that is gone. */
  nameOf(accountId: AccountId): string
}

/** Who the ids in a list are; the accounts are read once for all of it. */
export async function readAccountNames(accounts: Pick<Accounts, 'all' | 'byId'>): Promise<AccountNames> {
  const all = await accounts.all()
  const names = new Map<AccountId, string>(all.map(({ accountId, name }) => [accountId, name]))
  return {
    all,
    async learn(accountIds) {
      for (const accountId of new Set(accountIds)) {
        if (accountId === null || names.has(accountId)) continue
        names.set(accountId, (await accounts.byId(accountId))?.name ?? accountId)
      }
    },
    nameOf: (accountId) => names.get(accountId) ?? accountId,
  }
}
