import { expect, test } from 'vitest'
import { AuditAction } from '../../../db/records.ts'
import { AUDIT_WORDS, auditTarget, auditWords } from '../../../src/server/audit-words.ts'

test('there are words for everything that is ever written to the trail, and for nothing else', () => {
  const actions = AuditAction.anyOf.map((one) => one.const)
  expect(Object.keys(AUDIT_WORDS).sort()).toEqual([...actions].sort())
})

test('what is not known is shown as it is written', () => {
  expect(auditWords({ action: 'moon-landed' })).toBe('moon-landed')
})

test('a line leads to what it was done to', () => {
  const target = '0123456789ab'
  expect(auditTarget({ action: 'meeting-ended', target })).toBe(`/admin/meetings/${target}`)
  expect(auditTarget({ action: 'person-disabled', target })).toBe(`/admin/people#person-${target}`)
  expect(auditTarget({ action: 'meetings-listed', target: null })).toBeNull()
})
