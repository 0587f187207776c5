import { expect, test } from 'vitest'
import type { Store } from '../../../db/port.ts'
import {
  accountRecord,
  inviteRecord,
  meetingRecord,
  newId,
  participantSession,
  partsOf,
  sampleRecord,
  staffSession,
} from '../../support/stored-records.ts'
import { atOnce, countOf } from './at-once.ts'

export function firstAccountsContract(store: () => Store): void {
  test('of dozens of first accounts at once one is added', async () => {
    const said = await atOnce(40, () => store().accounts.addFirst(accountRecord()))
    expect(countOf(said, 'added')).toBe(1)
    expect(countOf(said, 'not-first')).toBe(39)
    expect(await store().accounts.anyReal()).toBe(true)
  })

  test('the first account cannot take the name of the sample doctor', async () => {
    await store().accounts.sample(sampleRecord)
    expect(await store().accounts.addFirst(accountRecord({ signInName: 'sample' }))).toBe('name-taken')
    expect(await store().accounts.anyReal()).toBe(false)
    expect(await store().accounts.addFirst(accountRecord())).toBe('added')
  })
}

export function sampleDoctorContract(store: () => Store): void {
  test('the sample doctor is made once, and is no real account', async () => {
    const made = await atOnce(20, () => store().accounts.sample(sampleRecord))
    expect(new Set(made.map((account) => account.accountId)).size).toBe(1)
    const again = await store().accounts.sample(() => {
      throw new Error('there is one already')
    })
    expect(again).toEqual(made[0])
    expect(await store().accounts.anyReal()).toBe(false)
  })

  test('retiring the sample doctor takes along what was theirs and leaves what was not', async () => {
    await store().accounts.retireSample()
    const sample = await store().accounts.sample(sampleRecord)
    const theirs = meetingRecord({ doctorId: sample.accountId })
    const other = meetingRecord()
    const kept = []
    const gone = []
    for (const meeting of [theirs, other]) {
      const { roomId, patient } = partsOf(meeting)
      const sessions = [participantSession(roomId, patient), staffSession(meeting.doctorId)]
      const invite = inviteRecord(roomId, patient)
      await store().meetings.insert(meeting)
      for (const session of sessions) await store().sessions.open(session)
      await store().invites.issue(invite)
      const found = [
        () => store().meetings.forDoctor(meeting.doctorId, roomId),
        () => store().invites.find(invite.codeHash, 2_000),
        ...sessions.map((session) => () => store().sessions.find(session.secretHash, 2_000, 10_000)),
      ]
      if (meeting === theirs) gone.push(...found)
      else kept.push(...found)
    }
    await store().accounts.retireSample()
    for (const find of gone) expect(await find()).toBeNull()
    for (const find of kept) expect(await find()).not.toBeNull()
    expect(await store().accounts.byId(sample.accountId)).toBeNull()
    expect((await store().meetings.ofDoctor(sample.accountId, { after: null, limit: 9 })).meetings).toEqual([])
  })
}

export function accountsContract(store: () => Store): void {
  test('an account is found by its name and by its id, as it was added', async () => {
    const account = accountRecord({ name: 'Dr. Łucja 山田 “O’Neil”', roles: ['doctor', 'admin'] })
    expect(await store().accounts.add(account)).toBe('added')
    expect(await store().accounts.bySignInName(account.signInName)).toEqual(account)
    expect(await store().accounts.byId(account.accountId)).toEqual(account)
    expect(await store().accounts.byId(newId())).toBeNull()
    expect(await store().accounts.bySignInName('nobody')).toBeNull()
  })

  test('of dozens who want one name one gets it', async () => {
    const signInName = `wanted.${newId()}`
    const said = await atOnce(40, () => store().accounts.add(accountRecord({ signInName })))
    expect(countOf(said, 'added')).toBe(1)
    expect(countOf(said, 'name-taken')).toBe(39)
  })

  test('all accounts but the sample’s are listed by name', async () => {
    const [b, a, c] = ['Dr. Müller', 'dr. ábel', 'Dr. Zhou'].map((name) => accountRecord({ name }))
    for (const account of [b, a, c]) if (account) await store().accounts.add(account)
    await store().accounts.sample(sampleRecord)
    const all = await store().accounts.all()
    const ours = new Set([a?.accountId, b?.accountId, c?.accountId])
    expect(all.filter(({ accountId }) => ours.has(accountId))).toEqual([a, b, c])
    expect(all.some(({ sample }) => sample)).toBe(false)
  })

  test('a change writes what is named and leaves the rest', async () => {
    const account = accountRecord()
    await store().accounts.add(account)
    expect(await store().accounts.change(account.accountId, { disabled: true })).toEqual({ ...account, disabled: true })
    const more = { name: 'Dr. A. Okafor', roles: ['admin' as const], passwordHash: 'another' }
    const changed = await store().accounts.change(account.accountId, more)
    expect(changed).toEqual({ ...account, disabled: true, ...more })
    expect(await store().accounts.byId(account.accountId)).toEqual(changed)
    expect(await store().accounts.change(newId(), { disabled: true })).toBe('unknown')
  })

  test('changes of one account that are made at once are all there', async () => {
    const account = accountRecord()
    await store().accounts.add(account)
    const { accountId } = account
    await atOnce(30, (index) =>
      store().accounts.change(
        accountId,
        [{ disabled: true }, { name: 'Dr. B.' }, { passwordHash: 'new' }][index % 3] ?? {},
      ),
    )
    expect(await store().accounts.byId(accountId)).toEqual({
      ...account,
      disabled: true,
      name: 'Dr. B.',
      passwordHash: 'new',
    })
  })

  test('a change that makes no account is a fault, and is not written', async () => {
    const account = accountRecord()
    await store().accounts.add(account)
    await expect(store().accounts.change(account.accountId, { roles: [] })).rejects.toThrow()
    expect(await store().accounts.byId(account.accountId)).toEqual(account)
  })

  test('once there are accounts no other is the first', async () => {
    await store().accounts.add(accountRecord())
    expect(await store().accounts.addFirst(accountRecord())).toBe('not-first')
  })
}
