import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { broughtUp, type RecordKind, STEPS } from './migrations.ts'
import { AccountRecord, AuditRecord, InviteRecord, MeetingRecord, SessionRecord } from './records.ts'

/** Tells a record of one kind from anything else. */
export interface RecordCheck<T> {
  /** Is it one of today's shape? */
  is(record: unknown): record is T
  /** The record in today's shape, or null when it is none and cannot be brought up to one. */
  read(stored: unknown): T | null
  /** Throws on a record that could not be read again: a fault of ours. Names places, never what stands there. */
  assert(record: T): void
  /** The version of today's shape. */
  readonly version: number
}

export const RECORD_SCHEMAS = {
  account: AccountRecord,
  session: SessionRecord,
  meeting: MeetingRecord,
  invite: InviteRecord,
  audit: AuditRecord,
} as const satisfies Record<RecordKind, TSchema>

export const RECORD_CHECKS = {
  account: checkOf('account'),
  session: checkOf('session'),
  meeting: checkOf('meeting'),
  invite: checkOf('invite'),
  audit: checkOf('audit'),
}

function checkOf<K extends RecordKind>(kind: K): RecordCheck<Static<(typeof RECORD_SCHEMAS)[K]>> {
  const validator = Compile(RECORD_SCHEMAS[kind])
  return {
    is: (record) => validator.Check(record),
    read(stored) {
      const record = broughtUp(stored, STEPS[kind])
      return validator.Check(record) ? record : null
    },
    assert(record) {
      if (validator.Check(record)) return
      const places = validator.Errors(record).map((error) => error.instancePath || '/')
      throw new TypeError(`This is no ${kind} record: ${places.join(', ')}.`)
    },
    version: STEPS[kind].length + 1,
  }
}
