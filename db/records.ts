import Type, { type Static } from 'typebox'
import { AccountId, Millis, ParticipantId, RoomId } from '../signaling/contract/ids.ts'
import { Language } from '../signaling/contract/languages.ts'
import {
  Admission,
  ConnectionPath,
  EndReason,
  MeetingOutcome,
  MeetingState,
  MeetingTitle,
  Quality,
} from '../signaling/contract/meeting.ts'
import { PersonName, Role } from '../signaling/contract/participant.ts'
import { SignInName, StaffRole } from '../signaling/contract/staff.ts'
import { Feedback, NetworkCheck } from '../signaling/contract/visit.ts'

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
    schema: Type.Literal(2),
    accountId: AccountId,
    /** In lower case; unique. */
    signInName: SignInName,
    name: PersonName,
    roles: Type.Array(StaffRole, { minItems: 1, maxItems: 2 }),
    /** PHC string of argon2id, or null for the sample doctor, who has no password. */
    passwordHash: Type.Union([Type.String(), Type.Null()]),
    /** The doctor of the first try; gone once a real account exists. */
    sample: Type.Boolean(),
    /** May not sign in; nothing of theirs is deleted. */
    disabled: Type.Boolean(),
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
    /** In which they are written to. */
    language: Language,
    consent: Type.Union([Type.Object({ version: Type.String({ maxLength: 40 }), at: Millis }, closed), Type.Null()]),
    /** When they were let in, by the doctor or because the door is open to everybody; null before the door, and back there. */
    admittedAt: Type.Union([Millis, Type.Null()]),
    /** First time in the room. */
    joinedAt: Type.Union([Millis, Type.Null()]),
    /** Last time out of it; null while inside. */
    leftAt: Type.Union([Millis, Type.Null()]),
    /** Their first link to somebody: how it went, and how long after both were in the room. */
    connection: Type.Union([Type.Object({ path: ConnectionPath, afterMs: Millis }, closed), Type.Null()]),
    /** The poorest their page said of its line. */
    quality: Type.Union([Quality, Type.Null()]),
    check: Type.Union([NetworkCheck, Type.Null()]),
    feedback: Type.Union([Feedback, Type.Null()]),
  },
  closed,
)
export type ParticipantRecord = Static<typeof ParticipantRecord>

export const MeetingRecord = Type.Object(
  {
    schema: Type.Literal(3),
    roomId: RoomId,
    /** Null once the personal parts are deleted. */
    doctorId: Type.Union([AccountId, Type.Null()]),
    title: MeetingTitle,
    admission: Admission,
    relayOnly: Type.Boolean(),
    state: MeetingState,
    createdAt: Millis,
    startsAt: Type.Union([Millis, Type.Null()]),
    /** When it is planned for, else when it was made: what lists are sorted and filtered by. */
    listedAt: Millis,
    /** Day it is planned for or was made on, UTC, `YYYY-MM-DD`: what lists are filtered by. */
    day: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    /** First somebody was there; first two were. */
    waitingSince: Type.Union([Millis, Type.Null()]),
    activeSince: Type.Union([Millis, Type.Null()]),
    endedAt: Type.Union([Millis, Type.Null()]),
    endReason: Type.Union([EndReason, Type.Null()]),
    /** Said once, at the end. */
    outcome: Type.Union([MeetingOutcome, Type.Null()]),
    /** `relay` as soon as anybody was connected through one. */
    path: Type.Union([ConnectionPath, Type.Null()]),
    /** How long the first link of all took, from when both were in the room. */
    connectMs: Type.Union([Millis, Type.Null()]),
    /** The doctor's own note, sealed (signaling/notes/): nobody reads it here. */
    note: Type.Union([Type.String({ maxLength: 24_000 }), Type.Null()]),
    /** The personal parts (title, names, consent, the note, who the doctor was) are deleted; what is left counts and names nobody. */
    stripped: Type.Boolean(),
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

/** What an administrator or the system did, as a closed list. */
export const AuditAction = Type.Union(
  [
    Type.Literal('administrator-created'),
    Type.Literal('person-created'),
    Type.Literal('person-changed'),
    Type.Literal('person-disabled'),
    Type.Literal('person-enabled'),
    Type.Literal('password-reset'),
    Type.Literal('password-changed'),
    Type.Literal('meeting-ended'),
    Type.Literal('meetings-listed'),
    Type.Literal('meetings-exported'),
    Type.Literal('audit-read'),
    Type.Literal('system-checked'),
    Type.Literal('personal-parts-deleted'),
  ],
  { title: 'AuditAction' },
)
export type AuditAction = Static<typeof AuditAction>

/** One line of the audit trail. Lines are appended, never changed; each carries the hash of the one before (db/audit-chain.ts). */
export const AuditRecord = Type.Object(
  {
    schema: Type.Literal(1),
    /** From 1, without gaps. */
    seq: Type.Integer({ minimum: 1 }),
    at: Millis,
    /** Null: the system itself. */
    actor: Type.Union([AccountId, Type.Null()]),
    action: AuditAction,
    /** Id of the account or meeting it was done to. */
    target: Type.Union([AccountId, RoomId, Type.Null()]),
    /** What of it: a filter, a role, a count. Never a patient's name, a password or a code. */
    detail: Type.String({ maxLength: 300 }),
    previousHash: SecretHash,
    hash: SecretHash,
  },
  closed,
)
export type AuditRecord = Static<typeof AuditRecord>
