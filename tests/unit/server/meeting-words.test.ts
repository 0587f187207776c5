import { describe, expect, test } from 'vitest'
import type { MeetingParticipant, MeetingView } from '../../../signaling/contract/meeting.ts'
import { createClinicClock } from '../../../src/server/clinic-clock.ts'
import { meetingSentence } from '../../../src/server/meeting-words.ts'
import { meetingsByWhen } from '../../../src/server/meetings-by-when.ts'

const now = new Date(2026, 10, 23, 12, 0).getTime()
const minute = 60_000
const hour = 60 * minute
const clock = createClinicClock(now)

describe('where a meeting stands, in words', () => {
  test('a planned one says when', () => {
    expect(meetingSentence(meeting({ startsAt: now + 24 * hour }), clock, now)).toBe(
      'Tomorrow, 12:00. Nobody has come yet.',
    )
  })

  test('a patient who waits is named, and for how long', () => {
    const waiting = meeting({ state: 'waiting', participants: [person('doctor'), person('patient', 'Paul', 12)] })
    expect(meetingSentence(waiting, clock, now)).toBe('Paul has been waiting since 11:48, for 12 minutes.')
  })

  test('a doctor who waits is told so, a patient who left is not said to wait', () => {
    const alone = meeting({ state: 'waiting', participants: [person('doctor', 'Ada', 3), person('patient')] })
    expect(meetingSentence(alone, clock, now)).toBe('You are in the room. Nobody else has come yet.')
    const left = { ...person('patient', 'Paul', 9), leftAt: now - minute }
    const empty = meeting({ state: 'waiting', participants: [person('doctor'), left] })
    expect(meetingSentence(empty, clock, now)).toBe('Somebody was here and has left again.')
  })

  test('a running and an ended one say since when', () => {
    expect(meetingSentence(meeting({ state: 'active', activeSince: now - hour }), clock, now)).toMatch(/since 11:00/)
    expect(meetingSentence(meeting({ state: 'ended', endedAt: now - hour }), clock, now)).toMatch(/Today, 11:00/)
  })
})

describe("a doctor's list", () => {
  test('is in the order of their day', () => {
    const list = [
      meeting({ title: 'next week', startsAt: now + 7 * 24 * hour }),
      meeting({ title: 'tomorrow', startsAt: now + 24 * hour }),
      meeting({ title: 'tonight', startsAt: now + 7 * hour }),
      meeting({ title: 'running', state: 'active' }),
      meeting({ title: 'nobody came', startsAt: now - 48 * hour }),
      meeting({ title: 'done', state: 'ended' }),
    ]
    const parts = meetingsByWhen(list, now).map(({ heading, meetings }) => [
      heading,
      meetings.map(({ title }) => title),
    ])
    expect(parts).toEqual([
      ['Now', ['running']],
      ['Today', ['tonight']],
      ['Coming', ['tomorrow', 'next week']],
      ['Earlier', ['nobody came']],
      ['Over', ['done']],
    ])
  })
})

function person(role: 'doctor' | 'patient', name: string | null = null, minutesAgo?: number): MeetingParticipant {
  const joinedAt = minutesAgo === undefined ? null : now - minutesAgo * minute
  return { language: 'en', participantId: '0123456789ab', role, name, joinedAt, leftAt: null }
}

function meeting(some: Partial<MeetingView>): MeetingView {
  return {
    roomId: '0123456789ab',
    title: 'A visit',
    state: 'scheduled',
    admission: 'automatic',
    relayOnly: false,
    createdAt: now - hour,
    startsAt: null,
    waitingSince: null,
    activeSince: null,
    endedAt: null,
    endReason: null,
    participants: [person('doctor'), person('patient')],
    callUrl: '/call/0123456789ab',
    ...some,
  }
}
