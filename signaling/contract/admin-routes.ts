import Type from 'typebox'
import {
  AdminMeeting,
  AuditLine,
  HandedPassword,
  MeetingFilter,
  MeetingListQuery,
  Overview,
  PersonView,
  SystemView,
} from './admin.ts'
import { AccountId, RoomId } from './ids.ts'
import { PersonName } from './participant.ts'
import { RelayTrial } from './relay-trial.ts'
import { NewPassword, SignInName, StaffRole } from './staff.ts'

const closed = { additionalProperties: false } as const
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
  adminTryRelay: {
    method: 'POST',
    path: '/api/admin/relay',
    for: 'admin',
    summary:
      'Try every STUN and TURN address from the server, with credentials such as people get. Takes five seconds at most.',
    params: none,
    input: none,
    status: 200,
    data: Type.Object({ trials: Type.Array(RelayTrial, { maxItems: 16 }) }, closed),
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
