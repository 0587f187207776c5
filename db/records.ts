import Type, { type Static } from 'typebox'
import { AccountId, Millis, ParticipantId, RoomId } from '../signaling/contract/ids.ts'
import { Admission, EndReason, MeetingState, MeetingTitle } from '../signaling/contract/meeting.ts'
import { PersonName, Role } from '../signaling/contract/participant.ts'
import { SignInName, StaffRole } from '../signaling/contract/routes.ts'

/**
 * What is remembered, and nothing else is. Each record carries the version of its shape; db/migrations.ts brings older ones up.
 * Secrets (sessions, invites) are kept as SHA-256 in hex, passwords as argon2id.
 */
const closed = { additionalProperties: false } as const

/** SHA-256 in hex of a secret with at least 60 bits of its own. */
export const SecretHash = Type.String({ pattern: '^[0-9a-f]{64}$', title: 'SecretHash' })
export type SecretHash = Static<typeof SecretHash>

export const AccountRecord = Type.Object(
  {
    schema: Type.Literal(1),
    accountId: AccountId,
    /** In lower case; unique. */
    signInName: SignInName,
    name: PersonName,
    roles: Type.Array(StaffRole, { minItems: 1, maxItems: 2 }),
    /** PHC string of argon2id, or null for the sample doctor, who has no password. */
    passwordHash: Type.Union([Type.String(), Type.Null()]),
    /** The doctor of the first try; gone once a real account exists. */
    sample: Type.Boolean(),
    createdAt: Millis,
  },
  closed,
)
export type AccountRecord = Static<typeof AccountRecord>

/** A staff session, or the right to one seat that a redeemed invite gave to a browser. */
export const SessionRecord = Type.Object(
  {
    schema: Type.Literal(1),
    secretHash: SecretHash,
    holder: Type.Union([
      Type.Object({ kind: Type.Literal('staff'), accountId: AccountId }, closed),
      Type.Object({ kind: Type.Literal('participant'), roomId: RoomId, participantId: ParticipantId }, closed),
    ]),
    createdAt: Millis,
    lastUsedAt: Millis,
    /** Over at this time at the latest, however much it is used. Judged on read. */
    expiresAt: Millis,
  },
  closed,
)
export type SessionRecord = Static<typeof SessionRecord>

export const ParticipantRecord = Type.Object(
  {
    participantId: ParticipantId,
    role: Role,
    name: Type.Union([PersonName, Type.Null()]),
    consent: Type.Union([Type.Object({ version: Type.String({ maxLength: 40 }), at: Millis }, closed), Type.Null()]),
    /** First time in the room. */
    joinedAt: Type.Union([Millis, Type.Null()]),
    /** Last time out of it; null while inside. */
    leftAt: Type.Union([Millis, Type.Null()]),
  },
  closed,
)
export type ParticipantRecord = Static<typeof ParticipantRecord>

export const MeetingRecord = Type.Object(
  {
    schema: Type.Literal(1),
    roomId: RoomId,
    doctorId: AccountId,
    title: MeetingTitle,
    admission: Admission,
    relayOnly: Type.Boolean(),
    state: MeetingState,
    createdAt: Millis,
    startsAt: Type.Union([Millis, Type.Null()]),
    /** Day it is planned for or was made on, UTC, `YYYY-MM-DD`: what lists are filtered by. */
    day: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    /** First somebody was there; first two were. */
    waitingSince: Type.Union([Millis, Type.Null()]),
    activeSince: Type.Union([Millis, Type.Null()]),
    endedAt: Type.Union([Millis, Type.Null()]),
    endReason: Type.Union([EndReason, Type.Null()]),
    participants: Type.Array(ParticipantRecord, { minItems: 2, maxItems: 4 }),
  },
  closed,
)
export type MeetingRecord = Static<typeof MeetingRecord>

export const InviteRecord = Type.Object(
  {
    schema: Type.Literal(1),
    codeHash: SecretHash,
    roomId: RoomId,
    participantId: ParticipantId,
    createdAt: Millis,
    expiresAt: Millis,
  },
  closed,
)
export type InviteRecord = Static<typeof InviteRecord>
