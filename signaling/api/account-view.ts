import type { AccountRecord } from '../../db/records.ts'
import type { AccountView } from '../contract/staff.ts'

/** An account as its owner sees it. */
export function accountView(account: AccountRecord): AccountView {
  return { accountId: account.accountId, name: account.name, roles: account.roles, sample: account.sample }
}
