import type { AccountRecord } from '../../db/records.ts'
import type { PersonView } from '../contract/admin.ts'

/** An account as administrators see it. */
export function personView(account: AccountRecord): PersonView {
  const { accountId, signInName, name, roles, disabled, createdAt } = account
  return { accountId, signInName, name, roles, disabled, createdAt }
}
