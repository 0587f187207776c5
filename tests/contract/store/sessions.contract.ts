import { expect, test } from 'vitest'
import type { Store } from '../../../db/port.ts'
import {
  meetingRecord,
  newHash,
  newId,
  participantSession,
  partsOf,
  staffSession,
} from '../../support/stored-records.ts'

export function sessionsContract(store: () => Store): void {
  test('a session is over at its time, whether or not anybody swept', async () => {
    const session = staffSession(newId(), { expiresAt: 9_000 })
    await store().sessions.open(session)
    expect(await store().sessions.find(session.secretHash, 8_999, 100_000)).toEqual(session)
    expect(await store().sessions.find(session.secretHash, 9_000, 100_000)).toBeNull()
    expect(await store().sessions.find(newHash(), 8_999, 100_000)).toBeNull()
  })

  test('a session that is used lives on, one that is not is over', async () => {
    const session = staffSession(newId(), { lastUsedAt: 1_000 })
    await store().sessions.open(session)
    expect(await store().sessions.find(session.secretHash, 601_000, 600_000)).not.toBeNull()
    expect(await store().sessions.find(session.secretHash, 601_001, 600_000)).toBeNull()
    await store().sessions.touch(session.secretHash, 500_000)
    expect(await store().sessions.find(session.secretHash, 1_100_000, 600_000)).toEqual({
      ...session,
      lastUsedAt: 500_000,
    })
    expect(await store().sessions.find(session.secretHash, 1_100_001, 600_000)).toBeNull()
  })

  test('a late note of an early use takes nothing back', async () => {
    const session = staffSession(newId())
    await store().sessions.open(session)
    await store().sessions.touch(session.secretHash, 900_000)
    await store().sessions.touch(session.secretHash, 300_000)
    expect(await store().sessions.find(session.secretHash, 1_000_000, 100_000)).not.toBeNull()
  })

  test('a closed session is gone, and a use noted afterwards does not bring it back', async () => {
    const session = staffSession(newId())
    await store().sessions.open(session)
    await store().sessions.close(session.secretHash)
    await store().sessions.close(session.secretHash)
    await store().sessions.touch(session.secretHash, 900_000)
    expect(await store().sessions.find(session.secretHash, 2_000, 100_000)).toBeNull()
  })

  test('closing all of an account closes those and says how many', async () => {
    const accountId = newId()
    const mine = [staffSession(accountId), staffSession(accountId), staffSession(accountId)]
    const other = staffSession(newId())
    for (const session of [...mine, other]) await store().sessions.open(session)
    expect(await store().sessions.closeAllOf(accountId)).toBe(3)
    expect(await store().sessions.closeAllOf(accountId)).toBe(0)
    for (const { secretHash } of mine) expect(await store().sessions.find(secretHash, 2_000, 100_000)).toBeNull()
    expect(await store().sessions.find(other.secretHash, 2_000, 100_000)).not.toBeNull()
  })

  test('closing all of a seat leaves the other seats of the room', async () => {
    const { roomId, doctor, patient } = partsOf(meetingRecord())
    const mine = [participantSession(roomId, patient), participantSession(roomId, patient)]
    const others = [participantSession(roomId, doctor), participantSession(newId(), patient)]
    for (const session of [...mine, ...others]) await store().sessions.open(session)
    expect(await store().sessions.closeAllOfParticipant(roomId, patient)).toBe(2)
    for (const { secretHash } of mine) expect(await store().sessions.find(secretHash, 2_000, 100_000)).toBeNull()
    for (const { secretHash } of others) expect(await store().sessions.find(secretHash, 2_000, 100_000)).not.toBeNull()
  })
}
