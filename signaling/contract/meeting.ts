import Type, { type Static } from 'typebox'
import { Millis, ParticipantId, RoomId } from './ids.ts'
import { Language } from './languages.ts'
import { MailOutcome } from './mail.ts'
import { ONE_LINE_PATTERN, PersonName, Role } from './participant.ts'

const closed = { additionalProperties: false } as const

export const MeetingTitle = Type.String({ minLength: 1, maxLength: 120, pattern: ONE_LINE_PATTERN })

/** RFC 3339, UTC or with an offset: `2026-11-23T09:30:00Z`. */
export const Instant = Type.String({
  maxLength: 35,
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,6})?)?(Z|[+-]\\d{2}:\\d{2})$',
})

export const MeetingState = Type.Union([
  Type.Literal('scheduled'),
  Type.Literal('waiting'),
  Type.Literal('active'),
  Type.Literal('ended'),
])
export type MeetingState = Static<typeof MeetingState>

/** Who opens the door: the room itself, or the doctor for each person. */
export const Admission = Type.Union([Type.Literal('automatic'), Type.Literal('by-doctor')])
export type Admission = Static<typeof Admission>

/** Why a meeting is over. */
export const EndReason = Type.Union([Type.Literal('doctor'), Type.Literal('administrator'), Type.Literal('time')])
export type EndReason = Static<typeof EndReason>

/** How it went, said at the end: two people's media met; they were there and it did not; fewer than two ever came. */
export const MeetingOutcome = Type.Union([
  Type.Literal('connected'),
  Type.Literal('not-connected'),
  Type.Literal('nobody-came'),
])
export type MeetingOutcome = Static<typeof MeetingOutcome>

/** How media went: straight, or through a TURN relay. */
export const ConnectionPath = Type.Union([Type.Literal('direct'), Type.Literal('relay')])
export type ConnectionPath = Static<typeof ConnectionPath>

/** Class of a person's line, as MediaState.network says it. */
export const Quality = Type.Union([Type.Literal('good'), Type.Literal('fair'), Type.Literal('poor')])
export type Quality = Static<typeof Quality>

/** One person's part in a meeting, as the doctor sees it. */
export const MeetingParticipant = Type.Object(
  {
    participantId: ParticipantId,
    role: Role,
    /** Null until the person said it. */
    name: Type.Union([PersonName, Type.Null()]),
    language: Language,
    joinedAt: Type.Union([Millis, Type.Null()]),
    leftAt: Type.Union([Millis, Type.Null()]),
  },
  closed,
)
export type MeetingParticipant = Static<typeof MeetingParticipant>

/** A meeting as its doctor sees it: metadata, never what was said. */
export const MeetingView = Type.Object(
  {
    roomId: RoomId,
    title: MeetingTitle,
    state: MeetingState,
    admission: Admission,
    relayOnly: Type.Boolean(),
    createdAt: Millis,
    startsAt: Type.Union([Millis, Type.Null()]),
    waitingSince: Type.Union([Millis, Type.Null()]),
    activeSince: Type.Union([Millis, Type.Null()]),
    endedAt: Type.Union([Millis, Type.Null()]),
    endReason: Type.Union([EndReason, Type.Null()]),
    participants: Type.Array(MeetingParticipant, { maxItems: 4 }),
    /** Path of the call page, to be put behind the address the reader came by. */
    callUrl: Type.String(),
  },
  closed,
)
export type MeetingView = Static<typeof MeetingView>

/** 12 characters of Crockford base32 in three groups. Readers accept lower case, spaces, no dashes, and O, I, L for 0, 1, 1. */
export const InviteCode = Type.String({ minLength: 12, maxLength: 40, title: 'InviteCode' })

/** An invite, shown once: only the code's hash is kept. */
export const IssuedInvite = Type.Object(
  {
    participantId: ParticipantId,
    role: Role,
    /** `XXXX-XXXX-XXXX` */
    code: Type.String(),
    /** The same code behind the `#` of the join page, which no server sees. */
    url: Type.String(),
    issuedAt: Millis,
    /** Null: nobody asked for an e-mail. */
    mail: Type.Union([MailOutcome, Type.Null()]),
  },
  closed,
)
export type IssuedInvite = Static<typeof IssuedInvite>
