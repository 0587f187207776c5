import type { AccountRecord } from './records.ts'

/** By name as people sort names, wherever the store runs; the id settles equal ones. */
export function byName(one: AccountRecord, other: AccountRecord): number {
  return NAMES.compare(one.name, other.name) || (one.accountId < other.accountId ? -1 : 1)
}

const NAMES = new Intl.Collator('en')
