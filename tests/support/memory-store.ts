import { createHash } from 'node:crypto'
import { byName } from '../../db/account-order.ts'
import { CHAIN_START, chained } from '../../db/audit-chain.ts'
import {
  admitted,
  annotated,
  answered,
  becameActive,
  type Change,
  checked,
  connected,
  consented,
  ended,
  joined,
  left,
  moved,
  quality,
} from '../../db/meeting-changes.ts'
import {
  type ClinicPlace,
  clinicPlaceOf,
  type Place,
  placeOf,
  readClinicPlace,
  readPlace,
  writeClinicPlace,
  writePlace,
} from '../../db/meeting-order.ts'
import { stripped } from '../../db/meeting-retention.ts'
import type { RecordKind } from '../../db/migrations.ts'
import { type DayFigures, type MeetingQuery, type Store, StoreUnavailable } from '../../db/port.ts'
import type { AccountRecord, AuditRecord, InviteRecord, MeetingRecord, SessionRecord } from '../../db/records.ts'
import { isRecord, keyOf } from './record-kinds.ts'

/** What db/port.ts means, as plainly as it can be said: the other adapters are held against it. */
export function createMemoryStore(): Store {
  const accounts = new Map<string, AccountRecord>()
  const sessions = new Map<string, SessionRecord>()
  const meetings = new Map<string, MeetingRecord>()
  const invites = new Map<string, InviteRecord>()
  const audit = new Map<string, AuditRecord>()
  const kinds: Readonly<Record<RecordKind, Map<string, unknown>>> = {
    account: accounts,
    session: sessions,
    meeting: meetings,
    invite: invites,
    audit,
  }
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
      all: () => answer(() => [...accounts.values()].filter((account) => !account.sample).sort(byName)),
      change: (accountId, change) =>
        answer(() => {
          const account = accounts.get(accountId)
          if (!account) return 'unknown'
          const changed = { ...account, ...structuredClone(change) }
          accounts.set(accountId, changed)
          return changed
        }),
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
      noteAdmitted: (roomId, participantId, at) =>
        answer(() => change(roomId, (meeting) => admitted(meeting, participantId, at))),
      noteCheck: (roomId, participantId, check) =>
        answer(() => change(roomId, (meeting) => checked(meeting, participantId, check))),
      giveFeedback: (roomId, participantId, feedback) =>
        answer(() => change(roomId, (meeting) => answered(meeting, participantId, feedback))),
      keepNote: (roomId, doctorId, sealed) =>
        answer(() => change(roomId, (meeting) => annotated(meeting, doctorId, sealed))),
      move: (roomId, from, to) => answer(() => change(roomId, (meeting) => moved(meeting, from, to))),
      noteJoined: (roomId, participantId, at) =>
        answer(() => change(roomId, (meeting) => joined(meeting, participantId, at))),
      noteLeft: (roomId, participantId, at) =>
        answer(() => change(roomId, (meeting) => left(meeting, participantId, at))),
      noteActive: (roomId, at) => answer(() => change(roomId, (meeting) => becameActive(meeting, at))),
      noteConnected: (roomId, participantId, connection) =>
        answer(() => change(roomId, (meeting) => connected(meeting, participantId, connection))),
      noteQuality: (roomId, participantId, said) =>
        answer(() => change(roomId, (meeting) => quality(meeting, participantId, said))),
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
    clinic: {
      meetings: (query, { order, after, limit }) =>
        answer(() => {
          const from = after === null ? null : readClinicPlace(after)
          const sign = order === 'newest' ? -1 : 1
          const rest = [...meetings.values()]
            .filter((meeting) => matches(meeting, query))
            .sort((one, other) => sign * risingTimes(clinicPlaceOf(one), clinicPlaceOf(other)))
            .filter((meeting) => from === null || sign * risingTimes(clinicPlaceOf(meeting), from) > 0)
          const page = rest.slice(0, limit)
          const last = page.at(-1)
          return { meetings: page, next: last && rest.length > limit ? writeClinicPlace(clinicPlaceOf(last)) : null }
        }),
      count: (query, cap) =>
        answer(() => Math.min(cap, [...meetings.values()].filter((meeting) => matches(meeting, query)).length)),
      figures: (fromDay, toDay) =>
        answer(() => {
          const days = new Map<string, MeetingRecord[]>()
          for (const meeting of meetings.values()) {
            if (meeting.day < fromDay || meeting.day > toDay) continue
            days.set(meeting.day, [...(days.get(meeting.day) ?? []), meeting])
          }
          return [...days].sort(([one], [other]) => (one < other ? -1 : 1)).map(([day, its]) => figuresOf(day, its))
        }),
      meeting: (roomId) => answer(() => meetings.get(roomId) ?? null),
      sweep: ({ before, now, limit }) =>
        answer(() => {
          const due = [...meetings.values()]
            .filter((meeting) => !meeting.stripped && meeting.listedAt < before)
            .sort((one, other) => one.listedAt - other.listedAt)
            .slice(0, limit)
          for (const meeting of due) {
            meetings.set(meeting.roomId, stripped(meeting))
            deleteWhere(invites, (invite) => invite.roomId === meeting.roomId)
            closeSessions(({ holder }) => holder.kind === 'participant' && holder.roomId === meeting.roomId)
          }
          closeSessions((session) => session.expiresAt <= now)
          deleteWhere(invites, (invite) => invite.expiresAt <= now)
          return { stripped: due.length }
        }),
    },
    audit: {
      append: (entry) =>
        answer(() => {
          const last = [...audit.values()].at(-1)
          const seq = (last?.seq ?? 0) + 1
          const line = chained({ schema: 1, seq, ...entry, previousHash: last?.hash ?? CHAIN_START }, sha256)
          insert(audit, keyOf('audit', line), line)
          return line
        }),
      page: ({ before, limit }) =>
        answer(() =>
          [...audit.values()]
            .filter(({ seq }) => before === null || seq < before)
            .reverse()
            .slice(0, limit),
        ),
      from: ({ after, limit }) => answer(() => [...audit.values()].filter(({ seq }) => seq > after).slice(0, limit)),
    },
    archive: {
      page: (kind, { after, limit }) =>
        answer(() => {
          const keys = [...kinds[kind].keys()].sort().filter((key) => after === null || key > after)
          const page = keys.slice(0, limit)
          return {
            records: page.map((key) => kinds[kind].get(key)),
            next: keys.length > limit ? (page.at(-1) ?? null) : null,
          }
        }),
      put: (kind, records) =>
        answer(() => {
          for (const record of records) if (!isRecord(kind, record)) throw new TypeError('no such record')
          for (const record of records) kinds[kind].set(keyOf(kind, record), structuredClone(record))
        }),
      count: (kind) => answer(() => kinds[kind].size),
    },
    kind: 'embedded',
    probe: async () => null,
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

function risingTimes(one: ClinicPlace, other: ClinicPlace): number {
  return one.listedAt - other.listedAt || (one.roomId < other.roomId ? -1 : one.roomId > other.roomId ? 1 : 0)
}

function matches(meeting: MeetingRecord, { from, to, doctorId, state, outcome }: MeetingQuery): boolean {
  return (
    (from === null || meeting.listedAt >= from) &&
    (to === null || meeting.listedAt < to) &&
    (doctorId === null || meeting.doctorId === doctorId) &&
    (state === null || meeting.state === state) &&
    (outcome === null || meeting.outcome === outcome)
  )
}

function figuresOf(day: string, meetings: readonly MeetingRecord[]): DayFigures {
  const ended = (outcome: MeetingRecord['outcome']) => meetings.filter((meeting) => meeting.outcome === outcome)
  const times = meetings.flatMap(({ connectMs }) => connectMs ?? [])
  return {
    day,
    meetings: meetings.length,
    connected: ended('connected').length,
    notConnected: ended('not-connected').length,
    nobodyCame: ended('nobody-came').length,
    relayed: ended('connected').filter(({ path }) => path === 'relay').length,
    connectMsSum: times.reduce((sum, ms) => sum + ms, 0),
    connectMsCount: times.length,
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
