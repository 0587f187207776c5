import type { AdminMeeting, AuditLine, DayFigures, PersonView } from '../../signaling/contract/admin.ts'
import type { RouteData } from '../../signaling/contract/routes.ts'

/** What the API might tell an administrator of a clinic with some weeks behind it. */
export const ADMIN_ID = '0123456789ab'
export const DOCTOR_ID = '1123456789ab'
export const ROOM_ID = 'ba9876543210'

const DAY_MS = 86_400_000
const NOW = Date.parse('2026-11-23T10:00:00Z')

export const ACCOUNT: RouteData<'account'> = {
  accountId: ADMIN_ID,
  name: 'Grace Hopper',
  roles: ['admin', 'doctor'],
  sample: false,
}

export const PEOPLE: PersonView[] = [
  person({ accountId: DOCTOR_ID, name: 'Dr. Amara Okafor', signInName: 'okafor' }),
  person({ accountId: ADMIN_ID, name: 'Grace Hopper', signInName: 'grace', roles: ['admin', 'doctor'] }),
  person({ accountId: '2123456789ab', name: 'ד״ר נועה לוי', signInName: 'noa.levi@clinic.example', disabled: true }),
]

export function person(some: Partial<PersonView>): PersonView {
  return {
    accountId: '3123456789ab',
    signInName: 'somebody',
    name: 'Somebody',
    roles: ['doctor'],
    disabled: false,
    createdAt: NOW - 40 * DAY_MS,
    ...some,
  }
}

export function adminMeeting(some: Partial<AdminMeeting> = {}): AdminMeeting {
  return {
    roomId: ROOM_ID,
    title: 'Blood pressure check',
    doctor: { accountId: DOCTOR_ID, name: 'Dr. Amara Okafor' },
    state: 'ended',
    outcome: 'connected',
    path: 'direct',
    connectMs: 840,
    listedAt: NOW,
    createdAt: NOW - DAY_MS,
    waitingSince: NOW - 60_000,
    activeSince: NOW,
    endedAt: NOW + 720_000,
    endReason: 'doctor',
    stripped: false,
    participants: [
      part({ role: 'doctor', name: 'Dr. Amara Okafor' }),
      part({ role: 'patient', name: 'Paul Weber', consent: { version: '2026-11', at: NOW - 90_000 } }),
    ],
    ...some,
  }
}

export function part(some: Partial<AdminMeeting['participants'][number]>): AdminMeeting['participants'][number] {
  return {
    role: 'patient',
    name: null,
    consent: null,
    joinedAt: NOW,
    leftAt: NOW + 720_000,
    path: 'direct',
    quality: 'good',
    feedback: null,
    ...some,
  }
}

export function meetingList(meetings: AdminMeeting[]): RouteData<'adminMeetings'> {
  const doctors = PEOPLE.map(({ accountId, name }) => ({ accountId, name }))
  return { meetings, next: null, total: meetings.length, capped: false, doctors }
}

/** So many days up to today, each a little different, Sundays empty. */
export function overview(count: number): RouteData<'adminOverview'> {
  const days = Array.from({ length: count }, (_, at) => dayFigures(NOW - (count - 1 - at) * DAY_MS, at))
  return { days, now: { rooms: 3, people: 5 } }
}

function dayFigures(at: number, index: number): DayFigures {
  const isSunday = new Date(at).getUTCDay() === 0
  const connected = isSunday ? 0 : 8 + ((index * 7) % 11)
  const notConnected = isSunday ? 0 : index % 3
  const nobodyCame = isSunday ? 0 : (index * 5) % 4
  return {
    day: new Date(at).toISOString().slice(0, 10),
    meetings: connected + notConnected + nobodyCame + (isSunday ? 0 : index % 2),
    connected,
    notConnected,
    nobodyCame,
    relayed: Math.floor(connected / 4),
    connectMs: connected === 0 ? null : 700 + ((index * 173) % 900),
  }
}

export function auditLine(some: Partial<AuditLine> = {}): AuditLine {
  return {
    seq: 1,
    at: NOW,
    actor: { accountId: ADMIN_ID, name: 'Grace Hopper' },
    action: 'meeting-ended',
    target: ROOM_ID,
    detail: '',
    hash: 'a3'.repeat(32),
    ...some,
  }
}

export const SYSTEM: RouteData<'adminSystem'> = {
  version: '0.1.0',
  startedAt: NOW - 3 * DAY_MS,
  store: { kind: 'embedded', writable: true, probe: null },
  relay: { stunUrls: ['stun:turn.example.org:3478'], turnUrls: ['turn:turn.example.org:3478'], hasSecret: true },
  retentionDays: 30,
  memoryBytes: 96 * 1_048_576,
  audit: { lines: 1_204, brokenAt: null },
}
