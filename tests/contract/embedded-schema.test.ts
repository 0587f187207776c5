import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../db/embedded/database.ts'
import { fileIn } from '../../db/embedded/folder.ts'
import { bringUpSchema, SCHEMA_STEPS } from '../../db/embedded/schema.ts'
import { openAt } from '../support/embedded-store.ts'
import { asFirstVersion } from '../support/first-version.ts'
import {
  accountRecord,
  inviteRecord,
  meetingRecord,
  participantRecord,
  partsOf,
  staffSession,
} from '../support/stored-records.ts'

describe('the file of an older or newer version', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bedside-schema-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  /** As a later version might have them. */
  const laterSteps = [
    ...SCHEMA_STEPS,
    'ALTER TABLE meetings ADD COLUMN planned TEXT',
    `UPDATE meetings SET planned = json_extract(document, '$.day'); CREATE INDEX meetings_planned ON meetings (planned)`,
  ]

  function withFile<T>(work: (db: Database) => T): T {
    const db = openDatabase(fileIn(folder), 0)
    try {
      return work(db)
    } finally {
      db.close()
    }
  }
  const versionOf = (db: Database) => db.prepare('PRAGMA user_version').first()?.['user_version']

  test('an empty file takes every step, and a second start none', () => {
    withFile((db) => {
      expect(versionOf(db)).toBe(0)
      bringUpSchema(db)
      expect(versionOf(db)).toBe(SCHEMA_STEPS.length)
      bringUpSchema(db)
      expect(versionOf(db)).toBe(SCHEMA_STEPS.length)
    })
  })

  test('a file of an older version is brought up with what is in it', async () => {
    const meeting = meetingRecord()
    const store = await openAt(folder)
    await store.meetings.insert(meeting)
    await store.close()
    withFile((db) => {
      bringUpSchema(db, laterSteps)
      expect(versionOf(db)).toBe(SCHEMA_STEPS.length + 2)
      expect(db.prepare('SELECT planned FROM meetings WHERE room_id = ?').first(meeting.roomId)).toMatchObject({
        planned: meeting.day,
      })
    })
  })

  test('a file of the first version keeps its meetings, accounts and keys, in today’s shape', async () => {
    const doctor = accountRecord()
    const came = { joinedAt: 2_000, leftAt: 3_000 }
    const held = meetingRecord({
      doctorId: doctor.accountId,
      createdAt: 1_000,
      startsAt: 90_000_000,
      state: 'ended',
      activeSince: 2_000,
      endedAt: 3_000,
      endReason: 'doctor',
      // The door was open to everybody: the patient had been let in when they came.
      participants: [participantRecord({ role: 'doctor', ...came }), participantRecord({ ...came, admittedAt: 2_000 })],
    })
    const missed = meetingRecord({ doctorId: doctor.accountId, state: 'ended', endedAt: 3_000, endReason: 'time' })
    const planned = meetingRecord({ doctorId: doctor.accountId })
    const session = staffSession(doctor.accountId)
    const invite = inviteRecord(planned.roomId, partsOf(planned).patient)
    withFile((db) => {
      bringUpSchema(db, SCHEMA_STEPS.slice(0, 1))
      const { disabled: _, ...before } = doctor
      const account = db.prepare('INSERT INTO accounts VALUES (?, ?, 0, ?)')
      account.run(doctor.accountId, doctor.signInName, JSON.stringify({ ...before, schema: 1 }))
      const meeting = db.prepare('INSERT INTO meetings VALUES (?, ?, ?, ?, ?)')
      for (const one of [held, missed, planned]) {
        const open = one.state === 'ended' ? 0 : 1
        meeting.run(one.roomId, one.doctorId, open, one.listedAt, JSON.stringify(asFirstVersion(one)))
      }
      db.prepare('INSERT INTO sessions VALUES (?, ?, NULL, NULL, ?, ?)').run(
        session.secretHash,
        doctor.accountId,
        session.lastUsedAt,
        JSON.stringify(session),
      )
      db.prepare('INSERT INTO invites VALUES (?, ?, ?, ?)').run(
        invite.codeHash,
        invite.roomId,
        invite.participantId,
        JSON.stringify(invite),
      )
    })
    const store = await openAt(folder)
    const query = { from: null, to: null, doctorId: doctor.accountId, state: null, outcome: null }
    const listed = async (outcome: 'connected' | 'nobody-came') =>
      (await store.clinic.meetings({ ...query, outcome }, { order: 'newest', after: null, limit: 9 })).meetings
    expect(await store.accounts.byId(doctor.accountId)).toEqual(doctor)
    expect(await listed('connected')).toEqual([{ ...held, outcome: 'connected' }])
    expect(await listed('nobody-came')).toEqual([{ ...missed, outcome: 'nobody-came' }])
    expect(await store.meetings.forDoctor(doctor.accountId, planned.roomId)).toEqual(planned)
    expect(await store.clinic.figures('1970-01-01', '1970-01-31')).toMatchObject([
      { day: '1970-01-01', meetings: 2, nobodyCame: 1 },
      { day: '1970-01-02', meetings: 1, connected: 1, connectMsCount: 0 },
    ])
    expect(await store.sessions.find(session.secretHash, 2_000, 10_000)).toEqual(session)
    await store.clinic.sweep({ before: 0, now: session.expiresAt, limit: 10 })
    expect(await store.sessions.find(session.secretHash, 2_000, 10_000)).toBeNull()
    expect(await store.invites.find(invite.codeHash, 2_000)).toBeNull()
    await store.close()
  })

  test('a step that fails leaves the version before it', () => {
    withFile((db) => {
      const broken = [...SCHEMA_STEPS, 'CREATE TABLE half (a TEXT); CREATE TABLE meetings (a TEXT)']
      expect(() => bringUpSchema(db, broken)).toThrow()
      expect(db.inTransaction()).toBe(false)
      expect(versionOf(db)).toBe(SCHEMA_STEPS.length)
      expect(db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'half'`).first()).toBeUndefined()
    })
  })

  test('a file of a newer version is refused, and left as it is', async () => {
    withFile((db) => bringUpSchema(db, laterSteps))
    await expect(openAt(folder)).rejects.toMatchObject({ name: 'StoreUnavailable', why: 'newer' })
    withFile((db) => expect(versionOf(db)).toBe(SCHEMA_STEPS.length + 2))
  })

  test('a document that is not what its schema says is damage, and harms no other', async () => {
    const [whole, broken, cut] = [accountRecord(), accountRecord(), accountRecord()]
    const store = await openAt(folder)
    for (const account of [whole, broken, cut]) await store.accounts.add(account)
    await store.close()
    withFile((db) => {
      const write = db.prepare('UPDATE accounts SET document = ? WHERE account_id = ?')
      write.run(JSON.stringify({ ...broken, roles: ['owner'] }), broken.accountId)
      write.run('{"schema":1,', cut.accountId)
    })
    const again = await openAt(folder)
    await expect(again.accounts.byId(broken.accountId)).rejects.toMatchObject({ why: 'damaged' })
    await expect(again.accounts.byId(cut.accountId)).rejects.toMatchObject({ why: 'damaged' })
    expect(await again.accounts.byId(whole.accountId)).toEqual(whole)
    await again.close()
  })
})
