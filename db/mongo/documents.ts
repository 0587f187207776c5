import type { Collection, Db } from 'mongodb'
import { placeOf } from '../meeting-order.ts'
import type { RecordKind } from '../migrations.ts'
import { StoreUnavailable } from '../port.ts'
import { RECORD_CHECKS, type RecordCheck } from '../record-checks.ts'
import type { AccountRecord, AuditRecord, InviteRecord, MeetingRecord, SessionRecord } from '../records.ts'

/** A record as it lies in its collection. `_id` is the record's key. */
export interface Kept {
  _id: string
  /** Grows with every change: who replaces a document names the revision they have read, and the second of two loses. */
  revision: number
  /** Who wrote this revision, drawn anew for every change: tells a writer whose answer was lost whether it was written. */
  by: string
  record: unknown
  /** Of accounts: there is at most one of each (a sparse unique index). */
  sole?: 'first' | 'sample'
  /** Of meetings: 1 until it has ended, as lists have it. */
  open?: 0 | 1
}

/** A line of the audit. Its key is its number, and the unique key is what keeps two writers from appending the same one. */
export interface KeptLine {
  _id: number
  by: string
  record: unknown
}

export interface Collections {
  readonly accounts: Collection<Kept>
  readonly sessions: Collection<Kept>
  readonly meetings: Collection<Kept>
  readonly invites: Collection<Kept>
  readonly audit: Collection<KeptLine>
  /** What is no record: the versions of the shapes, the record that checks write to. */
  readonly marks: Collection<Mark>
}

export interface Mark {
  _id: string
  at?: number
  versions?: unknown
}

export function collectionsOf(db: Db): Collections {
  return {
    accounts: db.collection('accounts'),
    sessions: db.collection('sessions'),
    meetings: db.collection('meetings'),
    invites: db.collection('invites'),
    audit: db.collection('audit'),
    marks: db.collection('marks'),
  }
}

/** What one kind of record looks like in its collection. */
export interface Format<T> {
  readonly kind: RecordKind
  /** Rejected as damaged unless it is a record of today's shape, or of an older one that can be brought up. */
  read(document: { record: unknown }): T
  /** Throws on a record that could not be read again: a fault of ours, and nothing is written. */
  write(record: T): Omit<Kept, 'revision' | 'by'>
}

export const accountFormat = format('account', RECORD_CHECKS.account, (record: AccountRecord) => ({
  _id: record.accountId,
  ...(record.sample ? { sole: 'sample' as const } : {}),
}))
export const sessionFormat = format('session', RECORD_CHECKS.session, (record: SessionRecord) => ({
  _id: record.secretHash,
}))
export const meetingFormat = format('meeting', RECORD_CHECKS.meeting, (record: MeetingRecord) => ({
  _id: record.roomId,
  open: placeOf(record).open,
}))
export const inviteFormat = format('invite', RECORD_CHECKS.invite, (record: InviteRecord) => ({
  _id: record.codeHash,
}))

export function readLine(document: KeptLine): AuditRecord {
  return whole('audit', RECORD_CHECKS.audit.read(document.record))
}

function format<T>(
  kind: RecordKind,
  check: RecordCheck<T>,
  around: (record: T) => Omit<Kept, 'revision' | 'by' | 'record'>,
): Format<T> {
  return {
    kind,
    read: (document) => whole(kind, check.read(document.record)),
    write(record) {
      check.assert(record)
      return { ...around(record), record }
    },
  }
}

function whole<T>(kind: RecordKind, record: T | null): T {
  if (record === null) {
    throw new StoreUnavailable('damaged', { cause: new Error(`A stored ${kind} is not what its schema says.`) })
  }
  return record
}
