import { expect, test } from 'vitest'
import { type Store, StoreUnavailable } from '../../../db/port.ts'
import { type DoctorsMeeting, meetingRecord, newId, partsOf } from '../../support/stored-records.ts'
import { atOnce } from './at-once.ts'

export function meetingsContract(store: () => Store): void {
  async function inserted(told: Partial<DoctorsMeeting> = {}) {
    const meeting = meetingRecord(told)
    await store().meetings.insert(meeting)
    const now = async () => {
      const found = await store().meetings.forDoctor(meeting.doctorId, meeting.roomId)
      if (!found) throw new Error('the meeting is gone')
      return found
    }
    return { meeting, now, ...partsOf(meeting) }
  }
  const said = { name: 'Maria Nowak', consentVersion: '2026-11', at: 3_000 }

  test('a meeting is its doctor’s and its participants’, and nobody else’s', async () => {
    const { meeting, roomId, doctor, patient } = await inserted()
    const stranger = await inserted()
    expect(await store().meetings.forDoctor(meeting.doctorId, roomId)).toEqual(meeting)
    expect(await store().meetings.forDoctor(stranger.meeting.doctorId, roomId)).toBeNull()
    expect(await store().meetings.forDoctor(patient, roomId)).toBeNull()
    expect(await store().meetings.forParticipant(patient, roomId)).toEqual(meeting)
    expect(await store().meetings.forParticipant(doctor, roomId)).toEqual(meeting)
    expect(await store().meetings.forParticipant(stranger.patient, roomId)).toBeNull()
    expect(await store().meetings.forParticipant(meeting.doctorId, roomId)).toBeNull()
    expect(await store().meetings.forParticipant(patient, newId())).toBeNull()
  })

  test('a room id that is taken is a fault, and the meeting that had it stays', async () => {
    const { meeting, now } = await inserted()
    await expect(store().meetings.insert(meetingRecord({ roomId: meeting.roomId }))).rejects.toThrow()
    expect(await now()).toEqual(meeting)
  })

  test('a record that does not follow its schema is a fault, and is not written', async () => {
    const meeting = meetingRecord({ day: 'tomorrow' })
    const fault = store().meetings.insert(meeting)
    await expect(fault).rejects.toThrow()
    await expect(fault).rejects.not.toBeInstanceOf(StoreUnavailable)
    expect(await store().meetings.forDoctor(meeting.doctorId, meeting.roomId)).toBeNull()
  })

  test('consent is written to its person; the last word counts', async () => {
    const { now, roomId, patient } = await inserted()
    expect(await store().meetings.noteConsent(roomId, patient, said)).toBe('noted')
    expect(await store().meetings.noteConsent(roomId, patient, { ...said, name: 'M. Nowak', at: 4_000 })).toBe('noted')
    const [, written] = (await now()).participants
    expect(written).toMatchObject({ name: 'M. Nowak', consent: { version: '2026-11', at: 4_000 } })
  })

  test('joining counts once as the first time, and again as being inside', async () => {
    const { now, roomId, patient } = await inserted()
    expect(await store().meetings.noteJoined(roomId, patient, 5_000)).toBe('noted')
    expect(await now()).toMatchObject({ state: 'waiting', waitingSince: 5_000 })
    expect(await store().meetings.noteLeft(roomId, patient, 6_000)).toBe('noted')
    expect((await now()).participants[1]).toMatchObject({ joinedAt: 5_000, leftAt: 6_000 })
    expect(await store().meetings.noteLeft(roomId, patient, 6_500)).toBe('noted')
    expect((await now()).participants[1]).toMatchObject({ leftAt: 6_000 })
    expect(await store().meetings.noteJoined(roomId, patient, 7_000)).toBe('noted')
    expect(await now()).toMatchObject({ state: 'waiting', waitingSince: 5_000 })
    expect((await now()).participants[1]).toMatchObject({ joinedAt: 5_000, leftAt: null })
  })

  test('a meeting becomes active once, and joining again leaves it so', async () => {
    const { now, roomId, doctor, patient } = await inserted()
    await store().meetings.noteJoined(roomId, patient, 5_000)
    await store().meetings.noteJoined(roomId, doctor, 6_000)
    expect(await store().meetings.noteActive(roomId, 6_000)).toBe('noted')
    expect(await store().meetings.noteActive(roomId, 9_000)).toBe('noted')
    await store().meetings.noteJoined(roomId, patient, 9_500)
    expect(await now()).toMatchObject({ state: 'active', activeSince: 6_000, waitingSince: 5_000 })
  })

  test('of dozens who end a meeting one does, and its reason and time stay', async () => {
    const { now, roomId, patient, doctor } = await inserted()
    await store().meetings.noteJoined(roomId, patient, 5_000)
    await store().meetings.noteJoined(roomId, doctor, 5_500)
    await store().meetings.noteLeft(roomId, doctor, 5_800)
    const results = await atOnce(50, async (index) => ({
      said: await store().meetings.end(roomId, index % 2 ? 'doctor' : 'administrator', 6_000 + index),
      index,
    }))
    const [winner, ...others] = results.filter((result) => result.said === 'ended')
    expect(others).toEqual([])
    expect(results.filter((result) => result.said === 'already-ended')).toHaveLength(49)
    const endedAt = 6_000 + (winner?.index ?? 0)
    expect(await now()).toMatchObject({
      state: 'ended',
      endedAt,
      endReason: winner && winner.index % 2 ? 'doctor' : 'administrator',
    })
    expect((await now()).participants.map((part) => part.leftAt)).toEqual([5_800, endedAt])
  })

  test('the first link of each person is kept, and the meeting’s path and time follow', async () => {
    const { now, roomId, doctor, patient } = await inserted()
    const note = store().meetings.noteConnected
    expect(await note(roomId, patient, { path: 'direct', afterMs: 700 })).toBe('noted')
    expect(await note(roomId, doctor, { path: 'direct', afterMs: 9_000 })).toBe('noted')
    expect(await now()).toMatchObject({ path: 'direct', connectMs: 700 })
    expect(await note(roomId, patient, { path: 'relay', afterMs: 20_000 })).toBe('noted')
    expect(await now()).toMatchObject({ path: 'relay', connectMs: 700 })
    expect((await now()).participants.map(({ connection }) => connection)).toEqual([
      { path: 'direct', afterMs: 9_000 },
      { path: 'direct', afterMs: 700 },
    ])
    await store().meetings.end(roomId, 'doctor', 30_000)
    expect(await now()).toMatchObject({ outcome: 'connected' })
    expect(await note(roomId, patient, { path: 'direct', afterMs: 1 })).toBe('ended')
  })

  test('of a person’s line the poorest is kept', async () => {
    const { now, roomId, patient } = await inserted()
    for (const said of ['fair', 'good', 'poor', 'fair'] as const) {
      expect(await store().meetings.noteQuality(roomId, patient, said)).toBe('noted')
    }
    expect((await now()).participants.map(({ quality }) => quality)).toEqual([null, 'poor'])
    await store().meetings.end(roomId, 'doctor', 30_000)
    expect(await store().meetings.noteQuality(roomId, patient, 'poor')).toBe('ended')
  })

  test('who was let in is known until they are sent back before the door', async () => {
    const { now, roomId, patient } = await inserted()
    const admittedAt = async () => (await now()).participants[1]?.admittedAt
    expect(await store().meetings.noteAdmitted(roomId, patient, 5_000)).toBe('noted')
    expect(await store().meetings.noteAdmitted(roomId, patient, 6_000)).toBe('noted')
    expect(await admittedAt()).toBe(5_000)
    expect(await store().meetings.noteAdmitted(roomId, patient, null)).toBe('noted')
    expect(await admittedAt()).toBeNull()
    await store().meetings.end(roomId, 'doctor', 7_000)
    expect(await store().meetings.noteAdmitted(roomId, patient, 8_000)).toBe('ended')
  })

  test('the last network check and the last answer count, the answer also after the end', async () => {
    const { now, roomId, patient } = await inserted()
    for (const verdict of ['text-only', 'video'] as const) {
      expect(await store().meetings.noteCheck(roomId, patient, { verdict, at: 4_000 })).toBe('noted')
    }
    await store().meetings.end(roomId, 'doctor', 6_000)
    expect(await store().meetings.noteCheck(roomId, patient, { verdict: 'sound-only', at: 7_000 })).toBe('ended')
    for (const said of ['bad', 'good'] as const) {
      expect(await store().meetings.giveFeedback(roomId, patient, said)).toBe('noted')
    }
    expect((await now()).participants[1]).toMatchObject({ check: { verdict: 'video', at: 4_000 }, feedback: 'good' })
  })

  test('a note is its own doctor’s to keep and to delete', async () => {
    const { meeting, now, roomId } = await inserted()
    expect(await store().meetings.keepNote(roomId, meeting.doctorId, 'sealed')).toBe('noted')
    expect(await store().meetings.keepNote(roomId, newId(), 'by somebody else')).toBe('unknown')
    expect((await now()).note).toBe('sealed')
    expect(await store().meetings.keepNote(roomId, meeting.doctorId, null)).toBe('noted')
    expect((await now()).note).toBeNull()
  })

  test('a meeting that is moved is the other doctor’s, on a seat of their own, and the first one’s no more', async () => {
    const { meeting, roomId, doctor, patient } = await inserted()
    await store().meetings.keepNote(roomId, meeting.doctorId, 'sealed')
    const to = { accountId: newId(), name: 'Dr. Wu', participantId: newId() }
    expect(await store().meetings.move(roomId, meeting.doctorId, to)).toBe('moved')
    expect(await store().meetings.move(roomId, meeting.doctorId, to)).toBe('unknown')
    expect(await store().meetings.forDoctor(meeting.doctorId, roomId)).toBeNull()
    expect(await store().meetings.forParticipant(doctor, roomId)).toBeNull()
    const there = await store().meetings.forDoctor(to.accountId, roomId)
    expect(there).toMatchObject({ doctorId: to.accountId, note: null })
    expect(there?.participants.map(({ participantId, name }) => [participantId, name])).toEqual([
      [to.participantId, 'Dr. Wu'],
      [patient, null],
    ])
    await store().meetings.end(roomId, 'doctor', 6_000)
    expect(await store().meetings.move(roomId, to.accountId, { ...to, accountId: newId() })).toBe('ended')
  })

  test('of dozens of doctors to whom a meeting is moved at once one gets it', async () => {
    const { meeting, roomId } = await inserted()
    const moves = await atOnce(30, async () => {
      const to = { accountId: newId(), name: 'Dr. Wu', participantId: newId() }
      return { to, said: await store().meetings.move(roomId, meeting.doctorId, to) }
    })
    const [winner, ...others] = moves.filter(({ said }) => said === 'moved')
    expect(others).toEqual([])
    expect(await store().meetings.forDoctor(winner?.to.accountId ?? '', roomId)).not.toBeNull()
  })

  test('links and lines noted at once are all written', async () => {
    const { now, roomId, doctor, patient } = await inserted()
    await atOnce(40, (index) => {
      const who = index % 2 ? doctor : patient
      if (index % 4 < 2) return store().meetings.noteQuality(roomId, who, 'fair')
      return store().meetings.noteConnected(roomId, who, { path: 'direct', afterMs: 500 })
    })
    const both = { connection: { path: 'direct', afterMs: 500 }, quality: 'fair' }
    expect((await now()).participants).toMatchObject([both, both])
  })

  test.each([
    { came: 0, outcome: 'nobody-came' },
    { came: 1, outcome: 'nobody-came' },
    { came: 2, outcome: 'not-connected' },
  ])('without a link, a meeting to which $came came ends as $outcome', async ({ came, outcome }) => {
    const { now, roomId, doctor, patient } = await inserted()
    for (const who of [doctor, patient].slice(0, came)) await store().meetings.noteJoined(roomId, who, 5_000)
    await store().meetings.end(roomId, 'doctor', 6_000)
    expect(await now()).toMatchObject({ state: 'ended', outcome, path: null, connectMs: null })
  })

  test('after the end nothing changes any more', async () => {
    const { now, roomId, patient } = await inserted()
    await store().meetings.noteJoined(roomId, patient, 5_000)
    await store().meetings.end(roomId, 'doctor', 6_000)
    const before = await now()
    expect(await store().meetings.noteConsent(roomId, patient, said)).toBe('ended')
    expect(await store().meetings.noteJoined(roomId, patient, 7_000)).toBe('ended')
    expect(await store().meetings.noteActive(roomId, 7_000)).toBe('ended')
    expect(await store().meetings.noteLeft(roomId, patient, 7_000)).toBe('noted')
    expect(await now()).toEqual(before)
  })

  test('whoever never came has not left', async () => {
    const { now, roomId, patient } = await inserted()
    expect(await store().meetings.noteLeft(roomId, patient, 5_000)).toBe('noted')
    await store().meetings.end(roomId, 'time', 6_000)
    expect((await now()).participants.map((part) => part.leftAt)).toEqual([null, null])
  })

  test('unknown rooms and people of other rooms are unknown', async () => {
    const { now, meeting, roomId } = await inserted()
    const { patient: stranger } = await inserted()
    const nowhere = newId()
    expect(await store().meetings.noteConsent(roomId, stranger, said)).toBe('unknown')
    expect(await store().meetings.noteJoined(roomId, stranger, 5_000)).toBe('unknown')
    expect(await store().meetings.noteLeft(roomId, stranger, 5_000)).toBe('unknown')
    expect(await store().meetings.noteConsent(nowhere, stranger, said)).toBe('unknown')
    expect(await store().meetings.noteActive(nowhere, 5_000)).toBe('unknown')
    const link = { path: 'direct' as const, afterMs: 1 }
    expect(await store().meetings.noteConnected(roomId, stranger, link)).toBe('unknown')
    expect(await store().meetings.noteConnected(nowhere, stranger, link)).toBe('unknown')
    expect(await store().meetings.noteQuality(roomId, stranger, 'poor')).toBe('unknown')
    expect(await store().meetings.noteQuality(nowhere, stranger, 'poor')).toBe('unknown')
    expect(await store().meetings.noteAdmitted(roomId, stranger, 5_000)).toBe('unknown')
    expect(await store().meetings.noteCheck(roomId, stranger, { verdict: 'video', at: 5_000 })).toBe('unknown')
    expect(await store().meetings.giveFeedback(nowhere, stranger, 'good')).toBe('unknown')
    expect(await store().meetings.end(nowhere, 'doctor', 5_000)).toBe('unknown')
    expect(await now()).toEqual(meeting)
  })

  test('what dozens say about one meeting at once is all written', async () => {
    const { now, roomId, doctor, patient } = await inserted()
    await atOnce(60, (index) => {
      if (index % 3 === 0) return store().meetings.noteConsent(roomId, patient, said)
      return store().meetings.noteJoined(roomId, index % 3 === 1 ? doctor : patient, 5_000)
    })
    expect((await now()).participants).toMatchObject([
      { name: 'Dr. Amara Okafor', joinedAt: 5_000 },
      { name: said.name, consent: { version: '2026-11', at: 3_000 }, joinedAt: 5_000 },
    ])
  })

  test('a consent that races with the end is either there or was told', async () => {
    for (let round = 0; round < 30; round++) {
      const { now, roomId, patient } = await inserted()
      const [consent, end] = await Promise.all([
        store().meetings.noteConsent(roomId, patient, said),
        store().meetings.end(roomId, 'doctor', 6_000),
      ])
      expect(end).toBe('ended')
      expect((await now()).participants[1]?.name).toBe(consent === 'noted' ? said.name : null)
    }
  })
}
