import { describe, expect, test } from 'vitest'
import { becameActive, consented, ended, joined, left } from '../../../db/meeting-changes.ts'
import type { MeetingRecord } from '../../../db/records.ts'
import { meetingRecord, newId, partsOf } from '../../support/stored-records.ts'

const meeting = meetingRecord()
const { doctor, patient } = partsOf(meeting)
const said = { name: 'Maria Nowak', consentVersion: '2026-11', at: 3_000 }

describe('changes of a stored meeting', () => {
  test('the first one inside makes a planned meeting a waiting one', () => {
    expect(become(joined(meeting, patient, 5_000))).toMatchObject({ state: 'waiting', waitingSince: 5_000 })
  })

  test('a second one inside leaves the time since when somebody waits', () => {
    const waiting = become(joined(meeting, patient, 5_000))
    expect(become(joined(waiting, doctor, 6_000))).toMatchObject({ state: 'waiting', waitingSince: 5_000 })
  })

  test('coming back keeps the first time and clears the last one out', () => {
    const outside = become(left(become(joined(meeting, patient, 5_000)), patient, 6_000))
    expect(become(joined(outside, patient, 7_000)).participants[1]).toMatchObject({ joinedAt: 5_000, leftAt: null })
  })

  test('leaving twice counts once', () => {
    const outside = become(left(become(joined(meeting, patient, 5_000)), patient, 6_000))
    expect(left(outside, patient, 7_000)).toEqual({ said: 'noted', meeting: null })
  })

  test('being active already changes nothing', () => {
    const active = become(becameActive(meeting, 5_000))
    expect(active).toMatchObject({ state: 'active', activeSince: 5_000 })
    expect(becameActive(active, 6_000)).toEqual({ said: 'noted', meeting: null })
  })

  test('consent reaches its own person alone', () => {
    const written = become(consented(meeting, patient, said))
    expect(written.participants).toMatchObject([
      meeting.participants[0],
      { name: said.name, consent: { version: '2026-11', at: 3_000 } },
    ])
  })

  test('the end sends out who is inside, and nobody else', () => {
    const inside = become(joined(meeting, patient, 5_000))
    const over = become(ended(inside, 'administrator', 6_000))
    expect(over).toMatchObject({ state: 'ended', endedAt: 6_000, endReason: 'administrator' })
    expect(over.participants.map((part) => part.leftAt)).toEqual([null, 6_000])
  })

  test('what is over stays as it is', () => {
    const over = become(ended(become(joined(meeting, patient, 5_000)), 'doctor', 6_000))
    expect(consented(over, patient, said)).toEqual({ said: 'ended', meeting: null })
    expect(joined(over, patient, 7_000)).toEqual({ said: 'ended', meeting: null })
    expect(left(over, patient, 7_000)).toEqual({ said: 'noted', meeting: null })
    expect(becameActive(over, 7_000)).toEqual({ said: 'ended', meeting: null })
    expect(ended(over, 'time', 7_000)).toEqual({ said: 'already-ended', meeting: null })
  })

  test('somebody who has no part in the meeting is unknown, also after its end', () => {
    for (const state of [meeting, become(ended(meeting, 'doctor', 6_000))]) {
      expect(consented(state, newId(), said)).toEqual({ said: 'unknown', meeting: null })
      expect(joined(state, newId(), 7_000)).toEqual({ said: 'unknown', meeting: null })
      expect(left(state, newId(), 7_000)).toEqual({ said: 'unknown', meeting: null })
    }
  })
})

function become(change: { meeting: MeetingRecord | null }): MeetingRecord {
  if (!change.meeting) throw new Error('nothing was changed')
  return change.meeting
}
