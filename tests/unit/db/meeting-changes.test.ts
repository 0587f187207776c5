import { describe, expect, test } from 'vitest'
import { becameActive, connected, consented, ended, joined, left, quality } from '../../../db/meeting-changes.ts'
import { stripped } from '../../../db/meeting-retention.ts'
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

  test('the first link says how a person was connected, and a later relay that the meeting needed one', () => {
    const direct = become(connected(meeting, patient, { path: 'direct', afterMs: 700 }))
    expect(direct).toMatchObject({ path: 'direct', connectMs: 700 })
    expect(connected(direct, patient, { path: 'direct', afterMs: 9_000 })).toEqual({ said: 'noted', meeting: null })
    const relayed = become(connected(direct, patient, { path: 'relay', afterMs: 9_000 }))
    expect(relayed).toMatchObject({ path: 'relay', connectMs: 700 })
    expect(relayed.participants[1]?.connection).toEqual({ path: 'direct', afterMs: 700 })
    expect(become(connected(relayed, doctor, { path: 'direct', afterMs: 1 }))).toMatchObject({
      path: 'relay',
      connectMs: 700,
    })
  })

  test('of a line the poorest counts', () => {
    const fair = become(quality(meeting, patient, 'fair'))
    expect(fair.participants.map((part) => part.quality)).toEqual([null, 'fair'])
    expect(quality(fair, patient, 'good')).toEqual({ said: 'noted', meeting: null })
    expect(become(quality(fair, patient, 'poor')).participants[1]?.quality).toBe('poor')
  })

  test('the outcome is said once, at the end: two who met, two who did not, fewer than two', () => {
    const one = become(joined(meeting, patient, 5_000))
    const two = become(joined(one, doctor, 5_500))
    const linked = become(connected(two, patient, { path: 'direct', afterMs: 700 }))
    expect(linked.outcome).toBeNull()
    const outcomes = [meeting, one, two, linked].map((each) => become(ended(each, 'doctor', 6_000)).outcome)
    expect(outcomes).toEqual(['nobody-came', 'nobody-came', 'not-connected', 'connected'])
  })

  test('a meeting whose personal parts are deleted takes no name any more', () => {
    expect(consented(stripped(meeting), patient, said)).toEqual({ said: 'ended', meeting: null })
  })

  test('what is over stays as it is', () => {
    const over = become(ended(become(joined(meeting, patient, 5_000)), 'doctor', 6_000))
    expect(consented(over, patient, said)).toEqual({ said: 'ended', meeting: null })
    expect(joined(over, patient, 7_000)).toEqual({ said: 'ended', meeting: null })
    expect(left(over, patient, 7_000)).toEqual({ said: 'noted', meeting: null })
    expect(connected(over, patient, { path: 'relay', afterMs: 1 })).toEqual({ said: 'ended', meeting: null })
    expect(quality(over, patient, 'poor')).toEqual({ said: 'ended', meeting: null })
    expect(becameActive(over, 7_000)).toEqual({ said: 'ended', meeting: null })
    expect(ended(over, 'time', 7_000)).toEqual({ said: 'already-ended', meeting: null })
  })

  test('somebody who has no part in the meeting is unknown, also after its end', () => {
    for (const state of [meeting, become(ended(meeting, 'doctor', 6_000))]) {
      expect(consented(state, newId(), said)).toEqual({ said: 'unknown', meeting: null })
      expect(joined(state, newId(), 7_000)).toEqual({ said: 'unknown', meeting: null })
      expect(connected(state, newId(), { path: 'direct', afterMs: 1 })).toEqual({ said: 'unknown', meeting: null })
      expect(quality(state, newId(), 'poor')).toEqual({ said: 'unknown', meeting: null })
      expect(left(state, newId(), 7_000)).toEqual({ said: 'unknown', meeting: null })
    }
  })
})

function become(change: { meeting: MeetingRecord | null }): MeetingRecord {
  if (!change.meeting) throw new Error('nothing was changed')
  return change.meeting
}
