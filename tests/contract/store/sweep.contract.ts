import { expect, test } from 'vitest'
import { stripped } from '../../../db/meeting-retention.ts'
import type { Store } from '../../../db/port.ts'
import {
  accountRecord,
  inviteRecord,
  meetingRecord,
  participantRecord,
  participantSession,
  partsOf,
  staffSession,
} from '../../support/stored-records.ts'
import { atOnce } from './at-once.ts'

/** With a store of its own for each test: a sweep goes over everything there is. */
export function sweepContract(store: () => Store): void {
  const told = { before: 10_000, now: 20_000, limit: 100 }

  async function insertWithKeys(createdAt: number) {
    const patient = participantRecord({ name: 'Maria Nowak', consent: { version: '2026-11', at: 3_000 } })
    const meeting = meetingRecord({
      title: 'Results of the biopsy',
      createdAt,
      participants: [participantRecord({ role: 'doctor', name: 'Dr. Amara Okafor' }), patient],
    })
    const { roomId, patient: patientId } = partsOf(meeting)
    const invite = inviteRecord(roomId, patientId)
    const session = participantSession(roomId, patientId)
    await store().meetings.insert(meeting)
    await store().invites.issue(invite)
    await store().sessions.open(session)
    return { meeting, invite, session }
  }

  test('a sweep deletes the personal parts of old meetings and what opened them, and nothing of later ones', async () => {
    const old = await insertWithKeys(9_999)
    const young = await insertWithKeys(10_000)
    expect(await store().clinic.sweep(told)).toEqual({ stripped: 1 })

    const swept = await store().clinic.meeting(old.meeting.roomId)
    expect(swept).toEqual(stripped(old.meeting))
    expect(JSON.stringify(swept)).not.toMatch(/Maria|Okafor|biopsy|2026-11/)
    expect(await store().invites.find(old.invite.codeHash, 2_000)).toBeNull()
    expect(await store().sessions.find(old.session.secretHash, 2_000, 10_000)).toBeNull()
    expect((await store().meetings.ofDoctor(old.meeting.doctorId, { after: null, limit: 5 })).meetings).toEqual([])
    expect(await store().meetings.forDoctor(old.meeting.doctorId, old.meeting.roomId)).toBeNull()

    expect(await store().clinic.meeting(young.meeting.roomId)).toEqual(young.meeting)
    expect(await store().invites.find(young.invite.codeHash, 2_000)).toEqual(young.invite)
    expect(await store().sessions.find(young.session.secretHash, 2_000, 10_000)).toEqual(young.session)
  })

  test('what is swept still counts', async () => {
    const { meeting } = await insertWithKeys(5_000)
    const query = { from: null, to: null, doctorId: null, state: null, outcome: null }
    const before = await store().clinic.figures('1970-01-01', '1970-01-02')
    await store().clinic.sweep(told)
    expect(await store().clinic.figures('1970-01-01', '1970-01-02')).toEqual(before)
    expect(await store().clinic.count(query, 10)).toBe(1)
    expect(await store().clinic.count({ ...query, doctorId: meeting.doctorId }, 10)).toBe(0)
  })

  test('a second sweep finds nothing, and many at once strip each meeting once', async () => {
    for (let index = 0; index < 40; index += 1) await insertWithKeys(1_000 + index)
    const swept = await atOnce(8, () => store().clinic.sweep({ ...told, limit: 10 }))
    expect(swept.reduce((sum, one) => sum + one.stripped, 0)).toBe(40)
    expect(await store().clinic.sweep(told)).toEqual({ stripped: 0 })
  })

  test('a sweep does no more at once than it is told to, the oldest first', async () => {
    const [second, first, third] = [
      await insertWithKeys(2_000),
      await insertWithKeys(1_000),
      await insertWithKeys(3_000),
    ]
    expect(await store().clinic.sweep({ ...told, limit: 2 })).toEqual({ stripped: 2 })
    const isStripped = async ({ meeting }: typeof first) => (await store().clinic.meeting(meeting.roomId))?.stripped
    expect([await isStripped(first), await isStripped(second), await isStripped(third)]).toEqual([true, true, false])
  })

  test('sessions and invites go when they are over, and not before', async () => {
    const meeting = meetingRecord({ createdAt: 15_000 })
    const { roomId, patient } = partsOf(meeting)
    await store().meetings.insert(meeting)
    const account = accountRecord()
    const [over, open] = [20_000, 20_001].map((expiresAt) => staffSession(account.accountId, { expiresAt }))
    const [gone, good] = [20_000, 20_001].map((expiresAt) => inviteRecord(roomId, patient, { expiresAt }))
    if (!over || !open || !gone || !good) throw new Error('four were made')
    for (const session of [over, open]) await store().sessions.open(session)
    for (const invite of [gone, good]) await store().invites.issue(invite)
    expect(await store().clinic.sweep({ ...told, limit: 0 }), 'it is meetings that are limited').toEqual({
      stripped: 0,
    })
    // Asked as of a time when all four were still good: what is not found is deleted.
    expect(await store().sessions.find(over.secretHash, 2_000, 10_000)).toBeNull()
    expect(await store().invites.find(gone.codeHash, 2_000)).toBeNull()
    expect(await store().sessions.find(open.secretHash, 2_000, 10_000)).toEqual(open)
    expect(await store().invites.find(good.codeHash, 2_000)).toEqual(good)
  })

  test('whoever comes in while a sweep goes on leaves no name behind it', async () => {
    for (let round = 0; round < 20; round += 1) {
      const { meeting } = await insertWithKeys(1_000)
      const { roomId, patient } = partsOf(meeting)
      const consent = { name: 'Latecomer', consentVersion: '2026-11', at: 3_000 }
      await Promise.all([store().clinic.sweep(told), store().meetings.noteConsent(roomId, patient, consent)])
      const after = await store().clinic.meeting(roomId)
      expect(after).toMatchObject({ stripped: true, doctorId: null })
      expect(after?.participants.map(({ name }) => name)).toEqual([null, null])
    }
  })
}
