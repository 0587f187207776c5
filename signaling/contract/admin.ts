import Type, { type Static } from 'typebox'
import { AccountId, Millis, RoomId } from './ids.ts'
import { ConnectionPath, EndReason, MeetingOutcome, MeetingState, Quality } from './meeting.ts'
import { PersonName, Role } from './participant.ts'
import { NewPassword, SignInName, StaffRole } from './staff.ts'

const closed = { additionalProperties: false } as const

/** A day by the clinic's calendar in UTC, `YYYY-MM-DD`. */
export const Day = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' })

/** The administrator's list as its address says it. `from` and `to` are days, both included. */
export const MeetingFilter = Type.Object(
  {
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    doctor: Type.Optional(AccountId),
    state: Type.Optional(MeetingState),
    outcome: Type.Optional(MeetingOutcome),
    order: Type.Optional(Type.Union([Type.Literal('newest'), Type.Literal('oldest')])),
  },
  closed,
)
export type MeetingFilter = Static<typeof MeetingFilter>

export const MeetingListQuery = Type.Object(
  { ...MeetingFilter.properties, after: Type.Optional(Type.String({ maxLength: 80 })) },
  closed,
)

/** A meeting as the administrator sees it. Names are null where nobody said one or they are deleted. */
export const AdminMeeting = Type.Object(
  {
    roomId: RoomId,
    title: Type.String(),
    doctor: Type.Union([Type.Object({ accountId: AccountId, name: PersonName }, closed), Type.Null()]),
    state: MeetingState,
    outcome: Type.Union([MeetingOutcome, Type.Null()]),
    path: Type.Union([ConnectionPath, Type.Null()]),
    connectMs: Type.Union([Millis, Type.Null()]),
    listedAt: Millis,
    createdAt: Millis,
    waitingSince: Type.Union([Millis, Type.Null()]),
    activeSince: Type.Union([Millis, Type.Null()]),
    endedAt: Type.Union([Millis, Type.Null()]),
    endReason: Type.Union([EndReason, Type.Null()]),
    /** Personal parts deleted. */
    stripped: Type.Boolean(),
    participants: Type.Array(
      Type.Object(
        {
          role: Role,
          name: Type.Union([PersonName, Type.Null()]),
          consent: Type.Union([Type.Object({ version: Type.String(), at: Millis }, closed), Type.Null()]),
          joinedAt: Type.Union([Millis, Type.Null()]),
          leftAt: Type.Union([Millis, Type.Null()]),
          path: Type.Union([ConnectionPath, Type.Null()]),
          quality: Type.Union([Quality, Type.Null()]),
        },
        closed,
      ),
      { maxItems: 4 },
    ),
  },
  closed,
)
export type AdminMeeting = Static<typeof AdminMeeting>

export const DayFigures = Type.Object(
  {
    day: Day,
    meetings: Type.Integer({ minimum: 0 }),
    connected: Type.Integer({ minimum: 0 }),
    notConnected: Type.Integer({ minimum: 0 }),
    nobodyCame: Type.Integer({ minimum: 0 }),
    relayed: Type.Integer({ minimum: 0 }),
    /** Mean time to connect in ms, or null where nobody connected. */
    connectMs: Type.Union([Type.Number({ minimum: 0 }), Type.Null()]),
  },
  closed,
)
export type DayFigures = Static<typeof DayFigures>

export const Overview = Type.Object(
  {
    /** Every day of the range, those without meetings too, oldest first. */
    days: Type.Array(DayFigures, { maxItems: 366 }),
    now: Type.Object(
      { rooms: Type.Integer({ minimum: 0 }), people: Type.Integer({ minimum: 0 }) },
      { ...closed, description: 'Live rooms of this process and the people in them.' },
    ),
  },
  closed,
)
export type Overview = Static<typeof Overview>

export const PersonView = Type.Object(
  {
    accountId: AccountId,
    signInName: SignInName,
    name: PersonName,
    roles: Type.Array(StaffRole),
    disabled: Type.Boolean(),
    createdAt: Millis,
  },
  closed,
)
export type PersonView = Static<typeof PersonView>

/** A password made for somebody, shown once; they change it at `/password`. */
export const HandedPassword = Type.Object({ person: PersonView, password: Type.String() }, closed)

export const AuditLine = Type.Object(
  {
    seq: Type.Integer({ minimum: 1 }),
    at: Millis,
    actor: Type.Union([Type.Object({ accountId: AccountId, name: PersonName }, closed), Type.Null()]),
    action: Type.String(),
    target: Type.Union([Type.String(), Type.Null()]),
    detail: Type.String(),
    hash: Type.String(),
  },
  closed,
)
export type AuditLine = Static<typeof AuditLine>

export const SystemView = Type.Object(
  {
    version: Type.String(),
    startedAt: Millis,
    store: Type.Object(
      {
        kind: Type.Union([Type.Literal('embedded'), Type.Literal('mongodb')]),
        writable: Type.Boolean(),
        /** What the probe of the store's promises found; null where the store needs none. */
        probe: Type.Union([Type.Object({ passed: Type.Boolean(), finding: Type.String() }, closed), Type.Null()]),
      },
      closed,
    ),
    relay: Type.Object(
      { stunUrls: Type.Array(Type.String()), turnUrls: Type.Array(Type.String()), hasSecret: Type.Boolean() },
      closed,
    ),
    retentionDays: Type.Integer(),
    memoryBytes: Type.Integer(),
    audit: Type.Object(
      { lines: Type.Integer({ minimum: 0 }), brokenAt: Type.Union([Type.Integer(), Type.Null()]) },
      {
        ...closed,
        description:
          'The audit trail: the number of the line where it breaks, or null. Newer lines are verified now, all of them every ten minutes.',
      },
    ),
  },
  closed,
)
export type SystemView = Static<typeof SystemView>

const none = Type.Object({}, closed)
const roomParams = Type.Object({ roomId: RoomId }, closed)
const accountParams = Type.Object({ accountId: AccountId }, closed)

/** Streamed as text/csv, for the filter's meetings, all pages: not JSON, so it stands beside the table of routes. */
export const MEETINGS_CSV = { path: '/api/admin/meetings.csv', input: MeetingFilter } as const

/** The administrator's part of the REST API. Each call is written to the audit trail. */
export const ADMIN_ROUTES = {
  adminOverview: {
    method: 'GET',
    path: '/api/admin/overview',
    for: 'admin',
    summary: 'Figures by day.',
    params: none,
    input: Type.Object(
      { days: Type.Optional(Type.String({ pattern: '^([1-9]|[1-9]\\d|[12]\\d\\d|3[0-5]\\d|36[0-6])$' })) },
      closed,
    ),
    status: 200,
    data: Overview,
    errors: [],
  },
  adminMeetings: {
    method: 'GET',
    path: '/api/admin/meetings',
    for: 'admin',
    summary: "The clinic's meetings by filter, in keyset pages.",
    params: none,
    input: MeetingListQuery,
    status: 200,
    data: Type.Object(
      {
        meetings: Type.Array(AdminMeeting),
        next: Type.Union([Type.String(), Type.Null()]),
        total: Type.Integer({ minimum: 0 }),
        /** The total is "at least". */
        capped: Type.Boolean(),
        doctors: Type.Array(Type.Object({ accountId: AccountId, name: PersonName }, closed)),
      },
      closed,
    ),
    errors: [],
  },
  adminMeeting: {
    method: 'GET',
    path: '/api/admin/meetings/:roomId',
    for: 'admin',
    summary: 'Any meeting.',
    params: roomParams,
    input: none,
    status: 200,
    data: AdminMeeting,
    errors: [],
  },
  adminEndMeeting: {
    method: 'POST',
    path: '/api/admin/meetings/:roomId/end',
    for: 'admin',
    summary: 'End any meeting.',
    params: roomParams,
    input: none,
    status: 200,
    data: AdminMeeting,
    errors: [],
  },
  adminPeople: {
    method: 'GET',
    path: '/api/admin/people',
    for: 'admin',
    summary: 'Every account.',
    params: none,
    input: none,
    status: 200,
    data: Type.Object({ people: Type.Array(PersonView) }, closed),
    errors: [],
  },
  adminAddPerson: {
    method: 'POST',
    path: '/api/admin/people',
    for: 'admin',
    summary: 'Create an account; the answer has its first password, shown once.',
    params: none,
    input: Type.Object(
      { name: PersonName, signInName: SignInName, roles: Type.Array(StaffRole, { minItems: 1, maxItems: 2 }) },
      closed,
    ),
    status: 201,
    data: HandedPassword,
    errors: ['name-taken', 'too-many-requests'],
  },
  adminChangePerson: {
    method: 'POST',
    path: '/api/admin/people/:accountId',
    for: 'admin',
    summary:
      'Change name, roles or disabled. Nobody disables or demotes themselves. Disabling closes their sessions and sockets.',
    params: accountParams,
    input: Type.Object(
      {
        name: Type.Optional(PersonName),
        roles: Type.Optional(Type.Array(StaffRole, { minItems: 1, maxItems: 2 })),
        disabled: Type.Optional(Type.Boolean()),
      },
      closed,
    ),
    status: 200,
    data: PersonView,
    errors: ['not-allowed'],
  },
  adminResetPassword: {
    method: 'POST',
    path: '/api/admin/people/:accountId/reset-password',
    for: 'admin',
    summary:
      "A new password for somebody else, shown once; closes their sessions. One's own is changed by POST /api/password.",
    params: accountParams,
    input: none,
    status: 200,
    data: HandedPassword,
    errors: ['not-allowed', 'too-many-requests'],
  },
  adminAudit: {
    method: 'GET',
    path: '/api/admin/audit',
    for: 'admin',
    summary: 'The audit trail, newest first.',
    params: none,
    input: Type.Object({ before: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,14}$' })) }, closed),
    status: 200,
    data: Type.Object({ lines: Type.Array(AuditLine), next: Type.Union([Type.Integer(), Type.Null()]) }, closed),
    errors: [],
  },
  adminSystem: {
    method: 'GET',
    path: '/api/admin/system',
    for: 'admin',
    summary: 'Store, relay settings, version, uptime; verifies the audit trail.',
    params: none,
    input: none,
    status: 200,
    data: SystemView,
    errors: [],
  },
  changePassword: {
    method: 'POST',
    path: '/api/password',
    for: 'staff',
    summary: "Change one's own password; closes one's other sessions.",
    params: none,
    input: Type.Object({ current: Type.String({ minLength: 1, maxLength: 200 }), next: NewPassword }, closed),
    status: 200,
    data: none,
    errors: ['wrong-credentials', 'too-many-requests'],
  },
} as const
