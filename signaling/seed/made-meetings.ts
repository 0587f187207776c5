import { stripped } from '../../db/meeting-retention.ts'
import type { AccountRecord, MeetingRecord, ParticipantRecord } from '../../db/records.ts'
import { CONSENT } from '../contract/consent.ts'
import type { Millis } from '../contract/ids.ts'
import type { MeetingOutcome } from '../contract/meeting.ts'
import type { Role } from '../contract/participant.ts'
import { DAY_MS, dayOf } from '../meetings/day.ts'
import { newParticipant } from '../meetings/new-meeting.ts'
import type { Draws } from './draws.ts'

const MINUTE_MS = 60_000
const YEARS_MS = 3 * 365 * DAY_MS
const AHEAD_MS = 14 * DAY_MS

export interface Making {
  readonly count: number
  readonly now: Millis
  /** What is listed before this has lost its personal parts, as if the sweeper had been there. */
  readonly keptFrom: Millis
  readonly doctors: readonly [AccountRecord, ...AccountRecord[]]
  readonly draws: Draws
}

/**
 * Meetings of a clinic as three years of work and the next two weeks leave them, in the order of their days: busier from year to year,
 * quiet on weekends, nine in ten of them connected.
 */
export function* madeMeetings(making: Making): Generator<MeetingRecord> {
  const { count, now, keptFrom } = making
  const days = workload(now)
  const all = days.reduce((sum, { load }) => sum + load, 0)
  let made = 0
  let due = 0
  for (const { start, load } of days) {
    due += (load / all) * count
    for (; made < Math.round(due); made += 1) {
      const meeting = madeMeeting(making, start)
      yield meeting.listedAt < keptFrom ? stripped(meeting) : meeting
    }
  }
}

function workload(now: Millis): { start: Millis; load: number }[] {
  const today = Math.floor(now / DAY_MS) * DAY_MS
  const days = []
  for (let start = today - YEARS_MS; start < today + AHEAD_MS; start += DAY_MS) {
    const weekday = new Date(start).getUTCDay()
    const busy = weekday === 0 ? 0.03 : weekday === 6 ? 0.15 : 1
    days.push({ start, load: busy * (1 + (start - today + YEARS_MS) / YEARS_MS) })
  }
  return days
}

function madeMeeting({ now, doctors, draws }: Making, day: Millis): MeetingRecord {
  const startsAt = day + (8 * 60 + 5 * Math.floor(draws.number() * 120)) * MINUTE_MS
  const createdAt = startsAt - Math.ceil(draws.number() * 12 * DAY_MS)
  const doctor = draws.one(doctors)
  const people: [Role, string | null][] = [
    ['doctor', doctor.name],
    ['patient', `${draws.one(GIVEN)} ${draws.one(FAMILY)}`],
  ]
  if (draws.chance(0.1)) people.push([draws.one(['interpreter', 'family', 'colleague']), draws.one(GIVEN)])
  const planned: MeetingRecord = {
    schema: 3,
    roomId: draws.id(),
    doctorId: doctor.accountId,
    title: draws.one(TITLES),
    admission: draws.chance(0.1) ? 'by-doctor' : 'automatic',
    relayOnly: draws.chance(0.02),
    state: 'scheduled',
    createdAt,
    startsAt,
    listedAt: startsAt,
    day: dayOf(startsAt),
    waitingSince: null,
    activeSince: null,
    endedAt: null,
    endReason: null,
    outcome: null,
    path: null,
    connectMs: null,
    note: null,
    stripped: false,
    participants: people.map(([role, name]) =>
      newParticipant({ participantId: draws.id(), role, name: role === 'doctor' ? name : null, language: 'en' }),
    ),
  }
  // One in a thousand was forgotten and never ended.
  if (startsAt > now || draws.chance(0.001)) return planned
  return held(planned, people, draws)
}

function held(planned: MeetingRecord, people: readonly [Role, string | null][], draws: Draws): MeetingRecord {
  const outcome = drawnOutcome(draws)
  const path = outcome === 'connected' ? (planned.relayOnly || draws.chance(0.14) ? 'relay' : 'direct') : null
  const connectMs = path === null ? null : Math.round(400 * Math.exp(draws.number() * 2) + (path === 'relay' ? 250 : 0))
  const start = planned.listedAt + Math.round((draws.number() * 8 - 3) * MINUTE_MS)
  const end = start + Math.round((4 + draws.number() * 26) * MINUTE_MS)
  const came = outcome === 'nobody-came' ? 1 : people.length
  const participants = planned.participants.map((part, index): ParticipantRecord => {
    if (index >= came) return part
    const joinedAt = start + Math.round(draws.number() * 2 * MINUTE_MS)
    const said = part.role === 'doctor' ? null : { version: CONSENT.version, at: joinedAt - MINUTE_MS }
    return {
      ...part,
      name: people[index]?.[1] ?? null,
      consent: said,
      joinedAt,
      leftAt: end,
      connection: path === null || connectMs === null ? null : { path, afterMs: connectMs },
      quality: path === null ? null : draws.one(['good', 'good', 'good', 'good', 'fair', 'poor']),
    }
  })
  return {
    ...planned,
    state: 'ended',
    waitingSince: start,
    activeSince: outcome === 'nobody-came' ? null : start + 2 * MINUTE_MS,
    endedAt: end,
    endReason: draws.chance(0.01) ? 'administrator' : 'doctor',
    outcome,
    path,
    connectMs,
    participants,
  }
}

function drawnOutcome(draws: Draws): MeetingOutcome {
  if (draws.chance(0.9)) return 'connected'
  return draws.chance(0.3) ? 'not-connected' : 'nobody-came'
}

/** Doctors who cannot sign in until an administrator gives them a password. */
export function madeDoctors(count: number, now: Millis, draws: Draws): [AccountRecord, ...AccountRecord[]] {
  const doctor = (): AccountRecord => {
    const accountId = draws.id()
    return {
      schema: 2,
      accountId,
      signInName: `made.${accountId}`,
      name: `Dr. ${draws.one(GIVEN)} ${draws.one(FAMILY)}`,
      roles: ['doctor'],
      passwordHash: null,
      sample: false,
      disabled: false,
      createdAt: now - YEARS_MS,
    }
  }
  return [doctor(), ...Array.from({ length: count - 1 }, doctor)]
}

const GIVEN = [
  'Amara',
  'Björn',
  'Chiara',
  'Dmitri',
  'Elif',
  'Farid',
  'Grace',
  'Hana',
  'Ines',
  'Jakub',
  'Łucja',
  'Mei',
  'Noah',
  'Olga',
  'Paul',
  'Rosa',
] as const
const FAMILY = [
  'Adeyemi',
  'Brandt',
  'Costa',
  'Demir',
  'Eriksen',
  'Fontaine',
  'García',
  'Huang',
  'Ivanova',
  'Jensen',
  'Kowalska',
  'Lindqvist',
  'Moreau',
  'Nowak',
  'O’Neill',
  'Papadopoulos',
] as const
const TITLES = [
  'Follow-up',
  'Blood pressure check',
  'Results of the blood test',
  'New medication',
  'First consultation',
  'After the operation',
  'Repeat prescription',
  'Skin rash',
] as const
