import { becameActive, type Change, consented, ended, joined, left } from '../../db/meeting-changes.ts'
import { type Place, placeOf, readPlace, writePlace } from '../../db/meeting-order.ts'
import { type Store, StoreUnavailable } from '../../db/port.ts'
import type { AccountRecord, InviteRecord, MeetingRecord, SessionRecord } from '../../db/records.ts'

/** What db/port.ts means, as plainly as it can be said: the other adapters are held against it. */
export function createMemoryStore(): Store {
  const accounts = new Map<string, AccountRecord>()
  const sessions = new Map<string, SessionRecord>()
  const meetings = new Map<string, MeetingRecord>()
  const invites = new Map<string, InviteRecord>()
  let closed = false

  const accountThat = (is: (account: AccountRecord) => boolean) => [...accounts.values()].find(is) ?? null
  const anyReal = () => accountThat((account) => !account.sample) !== null

  function add(account: AccountRecord): 'added' | 'name-taken' {
    if (accountThat((other) => other.signInName === account.signInName)) return 'name-taken'
    insert(accounts, account.accountId, account)
    return 'added'
  }

  function closeSessions(of: (session: SessionRecord) => boolean): number {
    return deleteWhere(sessions, of)
  }

  function change<Said extends string>(
    roomId: string,
    decide: (meeting: MeetingRecord) => Change<Said>,
  ): Said | 'unknown' {
    const meeting = meetings.get(roomId)
    if (!meeting) return 'unknown'
    const changed = decide(meeting)
    if (changed.meeting) meetings.set(roomId, changed.meeting)
    return changed.said
  }

  /** Each question is answered in one go, as a copy, and not before the next turn. */
  async function answer<T>(act: () => T): Promise<T> {
    if (closed) throw new StoreUnavailable('closed')
    return structuredClone(act())
  }

  return {
    accounts: {
      anyReal: () => answer(anyReal),
      add: (account) => answer(() => add(account)),
      addFirst: (account) => answer(() => (anyReal() ? 'not-first' : add(account))),
      bySignInName: (name) => answer(() => accountThat((account) => account.signInName === name)),
      byId: (accountId) => answer(() => accounts.get(accountId) ?? null),
      sample: (make) =>
        answer(() => {
          const there = accountThat((account) => account.sample)
          if (there) return there
          const made = make()
          add(made)
          return made
        }),
      retireSample: () =>
        answer(() => {
          const sample = accountThat((account) => account.sample)
          if (!sample) return
          for (const { roomId, doctorId } of [...meetings.values()]) {
            if (doctorId !== sample.accountId) continue
            meetings.delete(roomId)
            deleteWhere(invites, (invite) => invite.roomId === roomId)
            closeSessions(({ holder }) => holder.kind === 'participant' && holder.roomId === roomId)
          }
          closeSessions(({ holder }) => holder.kind === 'staff' && holder.accountId === sample.accountId)
          accounts.delete(sample.accountId)
        }),
    },
    sessions: {
      open: (session) => answer(() => insert(sessions, session.secretHash, session)),
      find: (secretHash, now, idleMs) =>
        answer(() => {
          const session = sessions.get(secretHash)
          return session && now < session.expiresAt && now - session.lastUsedAt <= idleMs ? session : null
        }),
      touch: (secretHash, now) =>
        answer(() => {
          const session = sessions.get(secretHash)
          if (session && session.lastUsedAt < now) sessions.set(secretHash, { ...session, lastUsedAt: now })
        }),
      close: (secretHash) => answer(() => void sessions.delete(secretHash)),
      closeAllOf: (accountId) =>
        answer(() => closeSessions(({ holder }) => holder.kind === 'staff' && holder.accountId === accountId)),
      closeAllOfParticipant: (roomId, participantId) =>
        answer(() =>
          closeSessions(
            ({ holder }) =>
              holder.kind === 'participant' && holder.roomId === roomId && holder.participantId === participantId,
          ),
        ),
    },
    meetings: {
      insert: (meeting) => answer(() => insert(meetings, meeting.roomId, meeting)),
      ofDoctor: (doctorId, { after, limit }) =>
        answer(() => {
          const from = after === null ? null : readPlace(after)
          const rest = [...meetings.values()]
            .filter((meeting) => meeting.doctorId === doctorId)
            .sort((one, other) => fallingOrder(placeOf(one), placeOf(other)))
            .filter((meeting) => from === null || fallingOrder(placeOf(meeting), from) > 0)
          const page = rest.slice(0, limit)
          const last = page.at(-1)
          return { meetings: page, next: last && rest.length > limit ? writePlace(placeOf(last)) : null }
        }),
      forDoctor: (doctorId, roomId) =>
        answer(() => {
          const meeting = meetings.get(roomId)
          return meeting?.doctorId === doctorId ? meeting : null
        }),
      forParticipant: (participantId, roomId) =>
        answer(() => {
          const meeting = meetings.get(roomId)
          return meeting?.participants.some((part) => part.participantId === participantId) ? meeting : null
        }),
      noteConsent: (roomId, participantId, said) =>
        answer(() => change(roomId, (meeting) => consented(meeting, participantId, said))),
      noteJoined: (roomId, participantId, at) =>
        answer(() => change(roomId, (meeting) => joined(meeting, participantId, at))),
      noteLeft: (roomId, participantId, at) =>
        answer(() => change(roomId, (meeting) => left(meeting, participantId, at))),
      noteActive: (roomId, at) => answer(() => change(roomId, (meeting) => becameActive(meeting, at))),
      end: (roomId, reason, at) => answer(() => change(roomId, (meeting) => ended(meeting, reason, at))),
    },
    invites: {
      issue: (invite) => answer(() => void invites.set(invite.codeHash, structuredClone(invite))),
      find: (codeHash, now) =>
        answer(() => {
          const invite = invites.get(codeHash)
          return invite && now < invite.expiresAt ? invite : null
        }),
      revokeAllOf: (roomId, participantId) =>
        answer(() =>
          deleteWhere(invites, (invite) => invite.roomId === roomId && invite.participantId === participantId),
        ),
    },
    check: () => answer(() => undefined),
    async close() {
      closed = true
    },
  }
}

function insert<T>(records: Map<string, T>, key: string, record: T): void {
  if (records.has(key)) throw new Error('There is a record with that key.')
  records.set(key, structuredClone(record))
}

function deleteWhere<T>(records: Map<string, T>, is: (record: T) => boolean): number {
  const doomed = [...records].filter(([, record]) => is(record))
  for (const [key] of doomed) records.delete(key)
  return doomed.length
}

function fallingOrder(one: Place, other: Place): number {
  return (
    other.open - one.open ||
    other.listedAt - one.listedAt ||
    (one.roomId < other.roomId ? 1 : one.roomId > other.roomId ? -1 : 0)
  )
}
