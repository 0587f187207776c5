import type { AccountId, Millis, ParticipantId, RoomId } from '../signaling/contract/ids.ts'
import type { ConnectionPath, EndReason, MeetingOutcome, MeetingState, Quality } from '../signaling/contract/meeting.ts'
import type { PersonName } from '../signaling/contract/participant.ts'
import type { StaffRole } from '../signaling/contract/staff.ts'
import type { Feedback, NetworkCheck } from '../signaling/contract/visit.ts'
import type { RecordKind } from './migrations.ts'
import type {
  AccountRecord,
  AuditAction,
  AuditRecord,
  InviteRecord,
  MeetingRecord,
  SecretHash,
  SessionRecord,
} from './records.ts'

/**
 * Everything the product asks of its memory, in the product's words. Two adapters, one contract suite (tests/contract/store.contract.ts).
 *
 * - A promise that resolves means the change is on disk and survives a power cut.
 * - An expected outcome is a value; a store that cannot answer (full, read-only, gone, slow) rejects with `StoreUnavailable`.
 * - Whatever two requests may race on is decided by one atomic step on one record; the loser gets told so.
 * - Look-ups are scoped: one asks for a meeting of somebody, there is no way to ask for any meeting.
 * - Expiry is judged on read against the `now` that is given; nothing depends on a sweeper having run.
 */
export interface Store {
  readonly accounts: Accounts
  readonly sessions: Sessions
  readonly meetings: Meetings
  readonly invites: Invites
  /** What an administrator sees and does: the whole clinic. */
  readonly clinic: Clinic
  readonly audit: Audit
  /** For moving house and backups: every record as it is, page by page. */
  readonly archive: Archive
  /** `embedded` or `mongodb`, for people. */
  readonly kind: 'embedded' | 'mongodb'
  /** Rejects with `StoreUnavailable` unless the store can be written to right now. */
  check(): Promise<void>
  /**
   * Tries whether the server really decides races as this program relies on, as was done before the store opened.
   * Null where there is nothing to doubt: a store in this process.
   */
  probe(): Promise<{ readonly passed: boolean; readonly finding: string } | null>
  /** Waits for what is under way, then closes. Later calls reject with `StoreUnavailable`. */
  close(): Promise<void>
}

export interface Accounts {
  /** Is there an account other than the sample doctor's? */
  anyReal(): Promise<boolean>
  add(account: AccountRecord): Promise<'added' | 'name-taken'>
  /** Adds the first real account; of two at once one is told `not-first`. */
  addFirst(account: AccountRecord): Promise<'added' | 'not-first' | 'name-taken'>
  /** `signInName` in lower case. */
  bySignInName(signInName: string): Promise<AccountRecord | null>
  byId(accountId: AccountId): Promise<AccountRecord | null>
  /** Every account but the sample's, by name; a clinic has some hundreds at most. */
  all(): Promise<AccountRecord[]>
  /** Changes what is named, in one step. */
  change(
    accountId: AccountId,
    change: { name?: PersonName; roles?: StaffRole[]; disabled?: boolean; passwordHash?: string },
  ): Promise<AccountRecord | 'unknown'>
  /** The sample doctor's account, made by `make` when there is none. */
  sample(make: () => AccountRecord): Promise<AccountRecord>
  /** Deletes the sample doctor with their sessions and meetings; no harm when there is none. */
  retireSample(): Promise<void>
}

export interface Sessions {
  open(session: SessionRecord): Promise<void>
  /** The session, unless unknown, past `expiresAt`, or unused for longer than `idleMs`. */
  find(secretHash: SecretHash, now: Millis, idleMs: number): Promise<SessionRecord | null>
  /** Notes a use; may be written lazily and may be lost, for it only shortens a session. */
  touch(secretHash: SecretHash, now: Millis): Promise<void>
  close(secretHash: SecretHash): Promise<void>
  closeAllOf(accountId: AccountId): Promise<number>
  /** The sessions of everybody who traded an invite for this seat: a revoked invite takes them along. */
  closeAllOfParticipant(roomId: RoomId, participantId: ParticipantId): Promise<number>
}

export interface Meetings {
  insert(meeting: MeetingRecord): Promise<void>
  /** A doctor's meetings: not ended first, each part newest first (by planned time, else by creation); keyset pages. */
  ofDoctor(
    doctorId: AccountId,
    page: { after: string | null; limit: number },
  ): Promise<{ meetings: MeetingRecord[]; next: string | null }>
  forDoctor(doctorId: AccountId, roomId: RoomId): Promise<MeetingRecord | null>
  forParticipant(participantId: ParticipantId, roomId: RoomId): Promise<MeetingRecord | null>
  /** Writes what a person said at the door. */
  noteConsent(
    roomId: RoomId,
    participantId: ParticipantId,
    said: { name: PersonName; consentVersion: string; at: Millis },
  ): Promise<'noted' | 'ended' | 'unknown'>
  /** Let in by the doctor at that time, or with null sent back before the door. */
  noteAdmitted(roomId: RoomId, participantId: ParticipantId, at: Millis | null): Promise<'noted' | 'ended' | 'unknown'>
  noteCheck(roomId: RoomId, participantId: ParticipantId, check: NetworkCheck): Promise<'noted' | 'ended' | 'unknown'>
  /** Also after the end. */
  giveFeedback(roomId: RoomId, participantId: ParticipantId, feedback: Feedback): Promise<'noted' | 'unknown'>
  /** The doctor's note, sealed before it comes here; null deletes it. */
  keepNote(roomId: RoomId, doctorId: AccountId, sealed: string | null): Promise<'noted' | 'unknown'>
  /** Another doctor's from now on, on a seat of their own. Of any number who move it at once one moves it. */
  move(
    roomId: RoomId,
    from: AccountId,
    to: { accountId: AccountId; name: PersonName; participantId: ParticipantId },
  ): Promise<'moved' | 'ended' | 'unknown'>
  /** In the room: `joinedAt` once, `leftAt` cleared, meeting `waiting` from `scheduled`. */
  noteJoined(roomId: RoomId, participantId: ParticipantId, at: Millis): Promise<'noted' | 'ended' | 'unknown'>
  noteLeft(roomId: RoomId, participantId: ParticipantId, at: Millis): Promise<'noted' | 'unknown'>
  /** Two people are in it: `active`, `activeSince` once. */
  noteActive(roomId: RoomId, at: Millis): Promise<'noted' | 'ended' | 'unknown'>
  /** Somebody's media met another's: their first connection is kept, the meeting's `path` and `connectMs` follow. */
  noteConnected(
    roomId: RoomId,
    participantId: ParticipantId,
    connection: { path: ConnectionPath; afterMs: number },
  ): Promise<'noted' | 'ended' | 'unknown'>
  /** Keeps the poorest. */
  noteQuality(roomId: RoomId, participantId: ParticipantId, quality: Quality): Promise<'noted' | 'ended' | 'unknown'>
  /** The meeting gets its outcome. Of any number of enders one gets `ended`; whoever is still inside has left at that time. */
  end(roomId: RoomId, reason: EndReason, at: Millis): Promise<'ended' | 'already-ended' | 'unknown'>
}

export interface Invites {
  /** A code that is issued again leads to its new seat alone (the sample patient's code outlives its meetings). */
  issue(invite: InviteRecord): Promise<void>
  /** Unless unknown, revoked or expired. Looking uses nothing up. */
  find(codeHash: SecretHash, now: Millis): Promise<InviteRecord | null>
  revokeAllOf(roomId: RoomId, participantId: ParticipantId): Promise<number>
}

/** Which of the clinic's meetings: every condition given must hold. Times are of `listedAt`: from (included) to (not included). */
export interface MeetingQuery {
  readonly from: Millis | null
  readonly to: Millis | null
  readonly doctorId: AccountId | null
  readonly state: MeetingState | null
  readonly outcome: MeetingOutcome | null
}

/** One day's figures (UTC), for pictures. */
export interface DayFigures {
  readonly day: string
  readonly meetings: number
  /** Of those: ended with each outcome. */
  readonly connected: number
  readonly notConnected: number
  readonly nobodyCame: number
  /** Of the connected: through a relay. */
  readonly relayed: number
  /** Sum and number of the times to connect, in ms, of those that have one. */
  readonly connectMsSum: number
  readonly connectMsCount: number
}

export interface Clinic {
  /** Keyset pages by `listedAt`, then room id; any page costs the same. */
  meetings(
    query: MeetingQuery,
    page: { order: 'newest' | 'oldest'; after: string | null; limit: number },
  ): Promise<{ meetings: MeetingRecord[]; next: string | null }>
  /** How many match, counted no further than `cap`: `cap` then means "at least". */
  count(query: MeetingQuery, cap: number): Promise<number>
  /** Figures of every day in [fromDay, toDay] that has meetings, by day. */
  figures(fromDay: string, toDay: string): Promise<DayFigures[]>
  meeting(roomId: RoomId): Promise<MeetingRecord | null>
  /**
   * Deletes the personal parts of at most `limit` meetings listed before `before`, and their invites and sessions; deletes sessions
   * and invites that expired before `now`. Any number of processes may do so at once: a meeting is stripped once, and once is enough.
   */
  sweep(told: { before: Millis; now: Millis; limit: number }): Promise<{ stripped: number }>
}

export interface Audit {
  /** Appends behind the last line, whoever else appends at the same time: no gap, no two lines with one number. */
  append(entry: {
    at: Millis
    actor: AccountId | null
    action: AuditAction
    target: AccountId | RoomId | null
    detail: string
  }): Promise<AuditRecord>
  /** Newest first, below `before`. */
  page(told: { before: number | null; limit: number }): Promise<AuditRecord[]>
  /** Oldest first, above `after`. */
  from(told: { after: number; limit: number }): Promise<AuditRecord[]>
}

export interface Archive {
  /** Records in the order of their keys. `next` is null behind the last page. */
  page(
    kind: RecordKind,
    told: { after: string | null; limit: number },
  ): Promise<{ records: unknown[]; next: string | null }>
  /** Writes records as they are; one that is there already is written over. Rejects, writing none, when one is not what its schema says. */
  put(kind: RecordKind, records: readonly unknown[]): Promise<void>
  count(kind: RecordKind): Promise<number>
}

/**
 * The store cannot answer now; nothing was written. The edge answers 503 and the person is asked to try again.
 * `newer`: the data was written by a later version of this program, which alone can read it. `unsafe`: the server lets more than one
 * of several racing writers win, and nothing that is kept there could be trusted.
 */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable'
  readonly why: 'full' | 'read-only' | 'closed' | 'in-use' | 'unreachable' | 'damaged' | 'newer' | 'unsafe'
  constructor(why: StoreUnavailable['why'], options?: ErrorOptions) {
    super(`The store cannot answer: ${why}.`, options)
    this.why = why
  }
}
