import Type, { type Static } from 'typebox'
import { AccountId, Millis, RoomId } from './ids.ts'
import { ConnectionPath, EndReason, MeetingOutcome, MeetingState, Quality } from './meeting.ts'
import { PersonName, Role } from './participant.ts'
import { SignInName, StaffRole } from './staff.ts'
import { Feedback } from './visit.ts'

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
          feedback: Type.Union([Feedback, Type.Null()]),
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
