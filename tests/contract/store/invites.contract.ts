import { expect, test } from 'vitest'
import type { Store } from '../../../db/port.ts'
import { inviteRecord, meetingRecord, newHash, newId, partsOf } from '../../support/stored-records.ts'

export function invitesContract(store: () => Store): void {
  test('an invite is found until its time, however often one looks', async () => {
    const invite = inviteRecord(newId(), newId(), { expiresAt: 9_000 })
    await store().invites.issue(invite)
    expect(await store().invites.find(invite.codeHash, 1_000)).toEqual(invite)
    expect(await store().invites.find(invite.codeHash, 8_999)).toEqual(invite)
    expect(await store().invites.find(invite.codeHash, 9_000)).toBeNull()
    expect(await store().invites.find(newHash(), 1_000)).toBeNull()
  })

  test('a code that is issued again leads to its new seat alone', async () => {
    const codeHash = newHash()
    const before = inviteRecord(newId(), newId(), { codeHash })
    const after = inviteRecord(newId(), newId(), { codeHash })
    await store().invites.issue(before)
    await store().invites.issue(after)
    expect(await store().invites.find(codeHash, 2_000)).toEqual(after)
    expect(await store().invites.revokeAllOf(before.roomId, before.participantId)).toBe(0)
    expect(await store().invites.find(codeHash, 2_000)).toEqual(after)
  })

  test('revoking takes all invites of a person, and nobody else’s', async () => {
    const { roomId, doctor, patient } = partsOf(meetingRecord())
    const theirs = [inviteRecord(roomId, patient), inviteRecord(roomId, patient)]
    const others = [inviteRecord(roomId, doctor), inviteRecord(newId(), patient)]
    for (const invite of [...theirs, ...others]) await store().invites.issue(invite)
    expect(await store().invites.revokeAllOf(roomId, patient)).toBe(2)
    expect(await store().invites.revokeAllOf(roomId, patient)).toBe(0)
    for (const { codeHash } of theirs) expect(await store().invites.find(codeHash, 2_000)).toBeNull()
    for (const { codeHash } of others) expect(await store().invites.find(codeHash, 2_000)).not.toBeNull()
  })
}
