import { IsObject, IsUnion, type TSchema } from 'typebox'
import { describe, expect, test } from 'vitest'
import { stripped } from '../../../../db/meeting-retention.ts'
import { STEPS } from '../../../../db/migrations.ts'
import {
  AccountRecord,
  AuditRecord,
  InviteRecord,
  MeetingRecord,
  type ParticipantRecord,
  SessionRecord,
} from '../../../../db/records.ts'
import { STORED_DATA, type StoredRecord } from '../../../../signaling/contract/stored-data.ts'

const RECORDS: Readonly<Record<StoredRecord['record'], TSchema>> = {
  account: AccountRecord,
  session: SessionRecord,
  meeting: MeetingRecord,
  invite: InviteRecord,
  audit: AuditRecord,
}

const PART: ParticipantRecord = {
  participantId: '0123456789ab',
  role: 'patient',
  name: 'Paul',
  language: 'de',
  consent: { version: '2026-11', at: 1 },
  admittedAt: 2,
  joinedAt: 2,
  leftAt: 3,
  connection: { path: 'direct', afterMs: 4 },
  quality: 'good',
  check: { verdict: 'video', at: 1 },
  feedback: 'good',
}
const MEETING: MeetingRecord = {
  schema: 3,
  roomId: '0123456789ab',
  doctorId: 'ba9876543210',
  title: 'Knee',
  admission: 'automatic',
  relayOnly: false,
  state: 'ended',
  createdAt: 1,
  startsAt: 1,
  listedAt: 1,
  day: '1970-01-01',
  waitingSince: 2,
  activeSince: 2,
  endedAt: 3,
  endReason: 'doctor',
  outcome: 'connected',
  path: 'direct',
  connectMs: 4,
  note: 'sealed',
  stripped: false,
  participants: [PART, PART],
}

describe('what people are told is stored', () => {
  test('names every kind of record there is', () => {
    expect(STORED_DATA.map(({ record }) => record).sort()).toEqual(Object.keys(STEPS).sort())
  })

  test.each(STORED_DATA)(
    'has words for every field of a record of the kind $record, and for nothing else',
    ({ record, fields }) => {
      expect(fields.map(({ field }) => field).sort()).toEqual([...new Set(fieldsOf(RECORDS[record]))].sort())
      for (const { words } of fields) expect(words).toMatch(/^[A-Z].{8,}[^.]$/)
    },
  )

  test('marks as personal what is really deleted, no more and no less', () => {
    const kept = leavesOf(stripped(MEETING))
    const gone = Object.entries(leavesOf(MEETING)).flatMap(([field, value]) => (kept[field] === value ? [] : [field]))
    const told = STORED_DATA.find(({ record }) => record === 'meeting')?.fields.filter(({ personal }) => personal)
    // The mark that it was done is no personal part.
    expect(told?.map(({ field }) => field).sort()).toEqual(gone.filter((field) => field !== 'stripped').sort())
  })

  test('says the days that the clinic has set', () => {
    const [meeting] = STORED_DATA
    expect(meeting?.howLong(45)).toContain('45 days')
    expect(meeting?.howLong(1)).toContain('one day')
  })
})

/** Paths of the leaves: through objects, the choices of a union, and the items of an array. */
function fieldsOf(schema: TSchema, path = ''): string[] {
  if (IsObject(schema)) {
    return Object.entries(schema.properties).flatMap(([name, inner]) =>
      fieldsOf(inner, path === '' ? name : `${path}.${name}`),
    )
  }
  if (IsUnion(schema)) {
    const objects = schema.anyOf.filter((one) => IsObject(one))
    return objects.length > 0 ? objects.flatMap((one) => fieldsOf(one, path)) : [path]
  }
  const items: unknown = Reflect.get(schema, 'items')
  return IsObject(items) ? fieldsOf(items, path) : [path]
}

/** The values of a record by their paths; of an array's items the first. */
function leavesOf(value: unknown, path = ''): Record<string, unknown> {
  if (Array.isArray(value)) return leavesOf(value[0], path)
  if (typeof value !== 'object' || value === null) return { [path]: value }
  return Object.assign(
    {},
    ...Object.entries(value).map(([name, one]) => leavesOf(one, path ? `${path}.${name}` : name)),
  )
}
