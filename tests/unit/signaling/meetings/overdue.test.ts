import { expect, test } from 'vitest'
import { INVITE_MS } from '../../../../signaling/invites/issue.ts'
import { OVERDUE_MS, overAt } from '../../../../signaling/meetings/overdue.ts'
import { meetingRecord, participantRecord } from '../../../support/stored-records.ts'

const MORNING = 1_700_000_000_000
const HOUR = 3_600_000

test('a visit that everybody walked out of is over a day later, and ended when the last of them left', () => {
  const participants = [
    participantRecord({ role: 'doctor', joinedAt: MORNING, leftAt: MORNING + 2 * HOUR }),
    participantRecord({ joinedAt: MORNING + HOUR, leftAt: MORNING + HOUR + 1 }),
  ]
  const visit = meetingRecord({ state: 'active', createdAt: MORNING, activeSince: MORNING + HOUR, participants })
  const left = MORNING + 2 * HOUR
  expect(overAt(visit, left + OVERDUE_MS - 1)).toBeNull()
  expect(overAt(visit, left + OVERDUE_MS)).toBe(left)
})

test('one whose process died with people in it ended when the last of them is known to have been there', () => {
  const participants = [participantRecord({ role: 'doctor', joinedAt: MORNING }), participantRecord()]
  const visit = meetingRecord({ state: 'waiting', createdAt: MORNING - HOUR, waitingSince: MORNING, participants })
  expect(overAt(visit, MORNING + OVERDUE_MS)).toBe(MORNING)
})

test('somebody who looked in early does not end a visit before its time has come', () => {
  const startsAt = MORNING + 3 * OVERDUE_MS
  const participants = [
    participantRecord({ role: 'doctor' }),
    participantRecord({ joinedAt: MORNING, leftAt: MORNING }),
  ]
  const visit = meetingRecord({ state: 'waiting', createdAt: MORNING, startsAt, participants })
  expect(overAt(visit, startsAt + OVERDUE_MS - 1)).toBeNull()
  expect(overAt(visit, startsAt + OVERDUE_MS)).toBe(MORNING)
})

test('a planned visit that nobody came to ends a day after its time, and one without a time when its links have run out', () => {
  const planned = meetingRecord({ createdAt: MORNING, startsAt: MORNING + HOUR })
  expect(overAt(planned, MORNING + HOUR + OVERDUE_MS - 1)).toBeNull()
  expect(overAt(planned, MORNING + HOUR + OVERDUE_MS)).toBe(MORNING + HOUR + OVERDUE_MS)
  const open = meetingRecord({ createdAt: MORNING, startsAt: null })
  expect(overAt(open, MORNING + INVITE_MS - 1)).toBeNull()
  expect(overAt(open, MORNING + INVITE_MS)).toBe(MORNING + INVITE_MS)
})

test('what is over stays as it ended', () => {
  expect(overAt(meetingRecord({ state: 'ended', createdAt: 0 }), MORNING)).toBeNull()
})
