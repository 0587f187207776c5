import { expect, test } from 'vitest'
import type { RecordKind } from '../../../db/migrations.ts'
import type { Store } from '../../../db/port.ts'
import { keyOf } from '../../support/record-kinds.ts'
import {
  accountRecord,
  inviteRecord,
  meetingRecord,
  newId,
  partsOf,
  sampleRecord,
  staffSession,
} from '../../support/stored-records.ts'

/** With a store of its own for each test: an archive is of everything. */
export function archiveContract(store: () => Store): void {
  async function all(kind: RecordKind, limit: number): Promise<unknown[]> {
    const read: unknown[] = []
    let after: string | null = null
    do {
      const page = await store().archive.page(kind, { after, limit })
      expect(page.records.length).toBeLessThanOrEqual(limit)
      read.push(...page.records)
      after = page.next
    } while (after !== null && read.length < 1_000)
    return read
  }
  const byKey = (kind: RecordKind, records: readonly unknown[]) =>
    records.toSorted((one, other) => (keyOf(kind, one) < keyOf(kind, other) ? -1 : 1))

  test('every record is read as it is, in the order of the keys, whatever the size of a page', async () => {
    const accounts = [accountRecord(), accountRecord({ disabled: true }), sampleRecord()]
    const meetings = Array.from({ length: 5 }, () => meetingRecord())
    const invites = meetings.map((meeting) => inviteRecord(meeting.roomId, partsOf(meeting).patient))
    const session = staffSession(newId())
    for (const account of accounts) await store().accounts.add(account)
    for (const meeting of meetings) await store().meetings.insert(meeting)
    for (const invite of invites) await store().invites.issue(invite)
    await store().sessions.open(session)
    await store().sessions.touch(session.secretHash, 900_000)
    const lines = []
    for (let index = 0; index < 11; index += 1) lines.push(await store().audit.append(entry()))
    const kept: [RecordKind, readonly unknown[]][] = [
      ['account', accounts],
      ['meeting', meetings],
      ['invite', invites],
      ['session', [{ ...session, lastUsedAt: 900_000 }]],
      ['audit', lines],
    ]
    for (const [kind, records] of kept) {
      expect(await store().archive.count(kind), kind).toBe(records.length)
      for (const limit of [1, 2, 5, 100]) expect(await all(kind, limit), kind).toEqual(byKey(kind, records))
    }
  })

  test('what is put is there for every other question', async () => {
    const account = accountRecord()
    const meeting = meetingRecord({ doctorId: account.accountId, state: 'ended', outcome: 'connected', endedAt: 5_000 })
    const { roomId, patient } = partsOf(meeting)
    const invite = inviteRecord(roomId, patient)
    const session = staffSession(account.accountId)
    await store().archive.put('account', [account])
    await store().archive.put('meeting', [meeting, meetingRecord()])
    await store().archive.put('invite', [invite])
    await store().archive.put('session', [session])
    expect(await store().accounts.bySignInName(account.signInName)).toEqual(account)
    expect(await store().accounts.anyReal()).toBe(true)
    expect(await store().meetings.forDoctor(account.accountId, roomId)).toEqual(meeting)
    const query = { from: null, to: null, doctorId: account.accountId, state: null, outcome: 'connected' as const }
    expect(await store().clinic.count(query, 10)).toBe(1)
    expect(await store().invites.find(invite.codeHash, 2_000)).toEqual(invite)
    expect(await store().invites.revokeAllOf(roomId, patient)).toBe(1)
    expect(await store().sessions.find(session.secretHash, 2_000, 10_000)).toEqual(session)
    expect(await store().sessions.closeAllOf(account.accountId)).toBe(1)
  })

  test('a trail that was put is appended to', async () => {
    const line = await store().audit.append(entry())
    await store().archive.put('audit', [line])
    expect(await store().audit.append(entry())).toMatchObject({ seq: 2, previousHash: line.hash })
  })

  test('what is there already is written over', async () => {
    const meeting = meetingRecord()
    const account = accountRecord()
    await store().meetings.insert(meeting)
    await store().accounts.add(account)
    const changed = { ...meeting, state: 'waiting' as const, waitingSince: 2_000 }
    await store().archive.put('meeting', [changed])
    await store().archive.put('account', [{ ...account, name: 'Dr. A. Okafor', signInName: `new.${newId()}` }])
    expect(await store().archive.count('meeting')).toBe(1)
    expect(await store().clinic.meeting(meeting.roomId)).toEqual(changed)
    expect(await store().accounts.byId(account.accountId)).toMatchObject({ name: 'Dr. A. Okafor' })
    expect(await store().accounts.bySignInName(account.signInName)).toBeNull()
  })

  test('of records of which one is none, none is written', async () => {
    const good = meetingRecord()
    const bad = [{ ...meetingRecord(), day: 'tomorrow' }, { ...meetingRecord(), schema: 1 }, accountRecord(), null, 7]
    for (const one of bad) await expect(store().archive.put('meeting', [good, one])).rejects.toThrow()
    expect(await store().archive.count('meeting')).toBe(0)
  })

  const entry = () => ({ at: 1_000, actor: null, action: 'system-checked' as const, target: null, detail: '' })
}
