import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { broughtUp, type RecordKind, STEPS } from '../migrations.ts'
import { AccountRecord, AuditRecord, InviteRecord, MeetingRecord, SessionRecord } from '../records.ts'
import { Refused } from './trouble.ts'

/** A record and the JSON it is kept as. */
export interface Format<T> {
  is(record: unknown): record is T
  /** Rejected as damaged unless it is a record of today's shape, or of an older one that can be brought up. */
  read(document: unknown): T
  /** Throws on a record that could not be read again: a fault of ours, and nothing is written. */
  write(record: T): string
}

export const accountDocument = format('account', AccountRecord)
export const sessionDocument = format('session', SessionRecord)
export const meetingDocument = format('meeting', MeetingRecord)
export const inviteDocument = format('invite', InviteRecord)
export const auditDocument = format('audit', AuditRecord)

function format<S extends TSchema>(kind: RecordKind, schema: S): Format<Static<S>> {
  const validator = Compile(schema)
  return {
    is: (record): record is Static<S> => validator.Check(record),
    read(document) {
      const record = broughtUp(parsed(document, kind), STEPS[kind])
      if (!validator.Check(record)) throw new Refused('damaged', `A stored ${kind} is not what its schema says.`)
      return record
    },
    write(record) {
      if (!validator.Check(record))
        throw new TypeError(`This is no ${kind} record: ${whereWrong(validator.Errors(record))}.`)
      return JSON.stringify(record)
    },
  }
}

function parsed(document: unknown, kind: RecordKind): unknown {
  try {
    return JSON.parse(String(document))
  } catch {
    // The parser's message would quote the document.
    throw new Refused('damaged', `A stored ${kind} is not JSON.`)
  }
}

function whereWrong(errors: readonly { instancePath: string }[]): string {
  return errors.map((error) => error.instancePath || '/').join(', ')
}
