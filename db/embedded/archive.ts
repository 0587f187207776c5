import type { RecordKind } from '../migrations.ts'
import type { Database, Row, Statement } from './database.ts'
import {
  accountDocument,
  auditDocument,
  type Format,
  inviteDocument,
  meetingDocument,
  sessionDocument,
} from './documents.ts'
import { inviteRow, REPLACE_INVITE } from './invites.ts'
import { meetingRows } from './meeting-rows.ts'
import { REPLACE_SESSION, sessionRow } from './sessions.ts'

const TABLES: Readonly<Record<RecordKind, { table: string; key: string }>> = {
  account: { table: 'accounts', key: 'account_id' },
  session: { table: 'sessions', key: 'secret_hash' },
  meeting: { table: 'meetings', key: 'room_id' },
  invite: { table: 'invites', key: 'code_hash' },
  audit: { table: 'audit', key: 'seq' },
}

export function archiveReads(db: Database) {
  const pages = forEachKind((kind) => {
    const { table, key } = TABLES[kind]
    return db.prepare(`SELECT * FROM ${table} WHERE ${key} > ? ORDER BY ${key} LIMIT ?`)
  })
  const counts = forEachKind((kind) => db.prepare(`SELECT count(*) AS n FROM ${TABLES[kind].table}`))
  return {
    'archive.page': (
      kind: RecordKind,
      { after, limit }: { after: string | null; limit: number },
    ): { records: unknown[]; next: string | null } => {
      const from = kind === 'audit' ? Number(after ?? 0) : (after ?? '')
      const rows = pages[kind].all(from, limit + 1)
      const page = rows.slice(0, limit)
      const last = page.at(-1)
      return {
        records: page.map((row) => recordOf(kind, row)),
        next: last && rows.length > limit ? String(last[TABLES[kind].key]) : null,
      }
    },
    'archive.count': (kind: RecordKind): number => Number(counts[kind].first()?.['n']),
  }
}

function recordOf(kind: RecordKind, row: Row): unknown {
  const { document } = row
  switch (kind) {
    case 'account':
      return accountDocument.read(document)
    case 'session': {
      const session = sessionDocument.read(document)
      return { ...session, lastUsedAt: Math.max(session.lastUsedAt, Number(row['last_used_at'])) }
    }
    case 'meeting':
      return meetingDocument.read(document)
    case 'invite':
      return inviteDocument.read(document)
    case 'audit':
      return auditDocument.read(document)
  }
}

export function archiveWrites(db: Database) {
  const meetings = meetingRows(db)
  const session = db.prepare(REPLACE_SESSION)
  const invite = db.prepare(REPLACE_INVITE)
  const audit = db.prepare('REPLACE INTO audit (seq, document) VALUES (?, ?)')
  const account = db.prepare(
    // Not REPLACE, which would delete somebody else who has the name.
    `INSERT INTO accounts (account_id, sign_in_name, sample, document) VALUES (?, ?, ?, ?)
     ON CONFLICT (account_id) DO UPDATE SET sign_in_name = excluded.sign_in_name, sample = excluded.sample,
     document = excluded.document`,
  )
  return {
    /** The transaction is taken back as a whole when one record is refused. */
    'archive.put': (kind: RecordKind, records: readonly unknown[]): void => {
      for (const record of records) put(kind, record)
    },
  }

  function put(kind: RecordKind, record: unknown): void {
    switch (kind) {
      case 'account': {
        const one = checked(accountDocument, record)
        account.run(one.accountId, one.signInName, one.sample ? 1 : 0, accountDocument.write(one))
        break
      }
      case 'session':
        session.run(...sessionRow(checked(sessionDocument, record)))
        break
      case 'meeting':
        meetings.put(checked(meetingDocument, record))
        break
      case 'invite':
        invite.run(...inviteRow(checked(inviteDocument, record)))
        break
      case 'audit': {
        const line = checked(auditDocument, record)
        audit.run(line.seq, auditDocument.write(line))
      }
    }
  }
}

function checked<T>(format: Format<T>, record: unknown): T {
  if (!format.is(record)) throw new TypeError('What is to be archived is no record of its kind.')
  return record
}

function forEachKind(make: (kind: RecordKind) => Statement): Record<RecordKind, Statement> {
  return {
    account: make('account'),
    session: make('session'),
    meeting: make('meeting'),
    invite: make('invite'),
    audit: make('audit'),
  }
}
