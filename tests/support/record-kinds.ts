import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import type { RecordKind } from '../../db/migrations.ts'
import { AccountRecord, AuditRecord, InviteRecord, MeetingRecord, SessionRecord } from '../../db/records.ts'

/** What each kind of record is and is kept under. Keys sort as their records do. */
const KINDS: Readonly<Record<RecordKind, { schema: TSchema; key: string }>> = {
  account: { schema: AccountRecord, key: 'accountId' },
  session: { schema: SessionRecord, key: 'secretHash' },
  meeting: { schema: MeetingRecord, key: 'roomId' },
  invite: { schema: InviteRecord, key: 'codeHash' },
  audit: { schema: AuditRecord, key: 'seq' },
}

export function isRecord(kind: RecordKind, record: unknown): boolean {
  return Compile(KINDS[kind].schema).Check(record)
}

export function keyOf(kind: RecordKind, record: unknown): string {
  return String(Reflect.get(Object(record), KINDS[kind].key)).padStart(kind === 'audit' ? 15 : 0, '0')
}
