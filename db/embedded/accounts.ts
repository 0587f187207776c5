import type { AccountId } from '../../signaling/contract/ids.ts'
import { byName } from '../account-order.ts'
import type { Accounts } from '../port.ts'
import type { AccountRecord } from '../records.ts'
import type { Database } from './database.ts'
import { accountDocument } from './documents.ts'

export function accountReads(db: Database) {
  const real = db.prepare('SELECT 1 FROM accounts WHERE sample = 0 LIMIT 1')
  const bySignInName = db.prepare('SELECT document FROM accounts WHERE sign_in_name = ?')
  const byId = db.prepare('SELECT document FROM accounts WHERE account_id = ?')
  const sample = db.prepare('SELECT document FROM accounts WHERE sample = 1')
  const all = db.prepare('SELECT document FROM accounts WHERE sample = 0')
  const account = (row: { document?: unknown } | undefined): AccountRecord | null =>
    row ? accountDocument.read(row.document) : null
  return {
    'accounts.anyReal': (): boolean => real.first() !== undefined,
    'accounts.bySignInName': (signInName: string): AccountRecord | null => account(bySignInName.first(signInName)),
    'accounts.byId': (accountId: AccountId): AccountRecord | null => account(byId.first(accountId)),
    'accounts.all': (): AccountRecord[] =>
      all
        .all()
        .map((row) => accountDocument.read(row['document']))
        .sort(byName),
    'accounts.sample': (): AccountRecord | null => account(sample.first()),
  }
}

export function accountWrites(db: Database) {
  const reads = accountReads(db)
  const insert = db.prepare('INSERT INTO accounts (account_id, sign_in_name, sample, document) VALUES (?, ?, ?, ?)')
  const update = db.prepare('UPDATE accounts SET document = ? WHERE account_id = ?')
  const nameTaken = db.prepare('SELECT 1 FROM accounts WHERE sign_in_name = ?')
  const deletions = [
    `DELETE FROM invites WHERE room_id IN (${ROOMS_OF_SAMPLE})`,
    `DELETE FROM sessions WHERE room_id IN (${ROOMS_OF_SAMPLE}) OR account_id IN (${SAMPLE})`,
    `DELETE FROM meetings WHERE doctor_id IN (${SAMPLE})`,
    'DELETE FROM accounts WHERE sample = 1',
  ].map((sql) => db.prepare(sql))

  function add(account: AccountRecord): 'added' | 'name-taken' {
    const document = accountDocument.write(account)
    if (nameTaken.first(account.signInName)) return 'name-taken'
    insert.run(account.accountId, account.signInName, account.sample ? 1 : 0, document)
    return 'added'
  }

  return {
    'accounts.add': add,
    'accounts.addFirst': (account: AccountRecord): 'added' | 'not-first' | 'name-taken' =>
      reads['accounts.anyReal']() ? 'not-first' : add(account),
    'accounts.change': (accountId: AccountId, change: Parameters<Accounts['change']>[1]): AccountRecord | 'unknown' => {
      const account = reads['accounts.byId'](accountId)
      if (!account) return 'unknown'
      const changed = { ...account, ...change }
      update.run(accountDocument.write(changed), accountId)
      return changed
    },
    /** Of two samples at once the first stays, and both callers get it. */
    'accounts.addSample': (account: AccountRecord): AccountRecord => {
      const there = reads['accounts.sample']()
      if (there) return there
      if (add(account) === 'name-taken') throw new Error('The name meant for the sample account is taken.')
      return account
    },
    'accounts.retireSample': (): void => {
      for (const deletion of deletions) deletion.run()
    },
  }
}

const SAMPLE = 'SELECT account_id FROM accounts WHERE sample = 1'
const ROOMS_OF_SAMPLE = `SELECT room_id FROM meetings WHERE doctor_id IN (${SAMPLE})`
