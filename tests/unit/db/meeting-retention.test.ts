import { expect, test } from 'vitest'
import { asKept, stripped } from '../../../db/meeting-retention.ts'
import { meetingRecord, participantRecord } from '../../support/stored-records.ts'

const meeting = meetingRecord({
  title: 'Results of the biopsy',
  createdAt: 5_000,
  state: 'ended',
  outcome: 'connected',
  path: 'relay',
  connectMs: 800,
  participants: [
    participantRecord({ role: 'doctor', name: 'Dr. Amara Okafor', quality: 'fair' }),
    participantRecord({ name: 'Maria Nowak', consent: { version: '2026-11', at: 3_000 }, joinedAt: 6_000 }),
  ],
})

test('a stripped meeting names nobody and still counts', () => {
  const left = stripped(meeting)
  expect(JSON.stringify(left)).not.toMatch(/biopsy|Okafor|Nowak|2026-11/)
  expect(left).toMatchObject({ doctorId: null, stripped: true, outcome: 'connected', path: 'relay', connectMs: 800 })
  expect(left.participants).toMatchObject([{ role: 'doctor', quality: 'fair' }, { joinedAt: 6_000 }])
})

test('a meeting is shown as it is up to its time, and stripped past it', () => {
  expect(asKept(meeting, 5_000)).toEqual(meeting)
  expect(asKept(meeting, 5_001)).toEqual(stripped(meeting))
})
