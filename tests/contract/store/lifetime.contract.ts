import { expect, test } from 'vitest'
import { StoreUnavailable } from '../../../db/port.ts'
import { accountRecord, inviteRecord, meetingRecord, partsOf, staffSession } from '../../support/stored-records.ts'
import type { OpenedStore } from './opened-store.ts'

export function lifetimeContract(opened: () => OpenedStore): void {
  test('what was acknowledged is there after closing and opening', async () => {
    const account = accountRecord()
    const meeting = meetingRecord({ doctorId: account.accountId })
    const { roomId, patient } = partsOf(meeting)
    const session = staffSession(account.accountId)
    const invite = inviteRecord(roomId, patient)
    const { store } = opened()
    await store.accounts.add(account)
    await store.meetings.insert(meeting)
    await store.sessions.open(session)
    await store.sessions.touch(session.secretHash, 3_000_000)
    await store.invites.issue(invite)
    await store.meetings.end(roomId, 'doctor', 2_000)

    const again = await opened().reopen()
    expect(await again.accounts.bySignInName(account.signInName)).toEqual(account)
    expect(await again.sessions.find(session.secretHash, 3_000_001, 1)).toMatchObject({ holder: session.holder })
    expect(await again.invites.find(invite.codeHash, 2_000)).toEqual(invite)
    expect(await again.meetings.forDoctor(account.accountId, roomId)).toMatchObject({ state: 'ended', endedAt: 2_000 })
  })

  test('closing waits for what is under way, and what comes later is refused', async () => {
    const { store } = opened()
    const asked = Array.from({ length: 50 }, () => meetingRecord())
    const underWay = asked.map((meeting) => store.meetings.insert(meeting))
    const closing = store.close()
    const late = store.meetings.insert(meetingRecord())
    await expect(late).rejects.toBeInstanceOf(StoreUnavailable)
    await expect(late).rejects.toMatchObject({ why: 'closed' })
    await closing
    await Promise.all(underWay)
    await expect(store.accounts.anyReal()).rejects.toMatchObject({ why: 'closed' })
    await expect(store.check()).rejects.toMatchObject({ why: 'closed' })
    await store.close()

    const again = await opened().reopen()
    for (const { doctorId, roomId } of asked) expect(await again.meetings.forDoctor(doctorId, roomId)).not.toBeNull()
  })

  test('a check says that there is a store to write to', async () => {
    await opened().store.check()
    await opened().store.check()
  })
}
