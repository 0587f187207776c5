import { describe, expect, test } from 'vitest'
import { broughtUp, STEPS, type Step } from '../../../db/migrations.ts'
import { AccountRecord, AuditRecord, InviteRecord, MeetingRecord, SessionRecord } from '../../../db/records.ts'

/** As a later version might have them: the second shape splits the name, the third counts. */
const steps: readonly Step[] = [
  ({ name, ...rest }) => ({ ...rest, given: String(name).split(' ')[0], family: String(name).split(' ')[1] }),
  (record) => ({ ...record, visits: 0 }),
]

const TODAY = [
  ['account', AccountRecord],
  ['session', SessionRecord],
  ['meeting', MeetingRecord],
  ['invite', InviteRecord],
  ['audit', AuditRecord],
] as const

describe('bringing records up', () => {
  test('an old record takes every step from its version on', () => {
    expect(broughtUp({ schema: 1, name: 'Maria Nowak' }, steps)).toEqual({
      schema: 3,
      given: 'Maria',
      family: 'Nowak',
      visits: 0,
    })
    expect(broughtUp({ schema: 2, given: 'Maria', family: 'Nowak' }, steps)).toMatchObject({ schema: 3, visits: 0 })
  })

  test('a record of today’s shape stays as it is', () => {
    const record = { schema: 3, given: 'Maria', family: 'Nowak', visits: 7 }
    expect(broughtUp(record, steps)).toEqual(record)
  })

  test('a record of a later version, and what is no record, are left for the schema to refuse', () => {
    for (const found of [{ schema: 4 }, { name: 'Maria' }, null, 'Maria', 7])
      expect(broughtUp(found, steps)).toEqual(found)
  })

  test('there is a step from each shape to the next up to the one that is written today', () => {
    for (const [kind, schema] of TODAY) expect(schema.properties.schema.const, kind).toBe(STEPS[kind].length + 1)
  })

  test.each([
    ['automatic', 5],
    ['by-doctor', null],
  ])('whoever had come where admission was %s had been let in at %s', (admission, admittedAt) => {
    const meeting = {
      schema: 2,
      admission,
      participants: [
        { role: 'patient', joinedAt: 5 },
        { role: 'family', joinedAt: null },
        { role: 'doctor', joinedAt: 5 },
      ],
    }
    const { participants } = Object(broughtUp(meeting, STEPS.meeting))
    expect(participants).toMatchObject([{ admittedAt }, { admittedAt: null }, { admittedAt: null }])
  })
})
