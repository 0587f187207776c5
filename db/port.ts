import type { AccountId, Millis, ParticipantId, RoomId } from '../signaling/contract/ids.ts'
import type { EndReason } from '../signaling/contract/meeting.ts'
import type { PersonName } from '../signaling/contract/participant.ts'
import type { AccountRecord, InviteRecord, MeetingRecord, SecretHash, SessionRecord } from './records.ts'

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
  /** Rejects with `StoreUnavailable` unless the store can be written to right now. */
  check(): Promise<void>
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
  /** In the room: `joinedAt` once, `leftAt` cleared, meeting `waiting` from `scheduled`. */
  noteJoined(roomId: RoomId, participantId: ParticipantId, at: Millis): Promise<'noted' | 'ended' | 'unknown'>
  noteLeft(roomId: RoomId, participantId: ParticipantId, at: Millis): Promise<'noted' | 'unknown'>
  /** Two people are in it: `active`, `activeSince` once. */
  noteActive(roomId: RoomId, at: Millis): Promise<'noted' | 'ended' | 'unknown'>
  /** Of any number of enders one gets `ended`; whoever is still inside has left at that time. */
  end(roomId: RoomId, reason: EndReason, at: Millis): Promise<'ended' | 'already-ended' | 'unknown'>
}

export interface Invites {
  /** A code that is issued again leads to its new seat alone (the sample patient's code outlives its meetings). */
  issue(invite: InviteRecord): Promise<void>
  /** Unless unknown, revoked or expired. Looking uses nothing up. */
  find(codeHash: SecretHash, now: Millis): Promise<InviteRecord | null>
  revokeAllOf(roomId: RoomId, participantId: ParticipantId): Promise<number>
}

/**
 * The store cannot answer now; nothing was written. The edge answers 503 and the person is asked to try again.
 * `newer`: the data was written by a later version of this program, which alone can read it.
 */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable'
  readonly why: 'full' | 'read-only' | 'closed' | 'in-use' | 'unreachable' | 'damaged' | 'newer'
  constructor(why: StoreUnavailable['why'], options?: ErrorOptions) {
    super(`The store cannot answer: ${why}.`, options)
    this.why = why
  }
}
