import { type Db, MongoClient } from 'mongodb'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CHAIN_START } from '../../db/audit-chain.ts'
import { STEPS } from '../../db/migrations.ts'
import { INDEXES } from '../../db/mongo/indexes.ts'
import { ofClinic, ofDoctor } from '../../db/mongo/meeting-queries.ts'
import { openMongoStore } from '../../db/mongo/open.ts'
import type { Store } from '../../db/port.ts'
import { asFirstVersion } from '../support/first-version.ts'
import { findMongo, type MongoServer, startMongo } from '../support/mongo-server.ts'
import { openAtUrl } from '../support/mongo-store.ts'
import { accountRecord, meetingRecord, newId, partsOf, sampleRecord } from '../support/stored-records.ts'
import { atOnce, countOf } from './store/at-once.ts'

const way = await findMongo()

describe.skipIf(way.kind === 'none')('a database in MongoDB', () => {
  let server: MongoServer
  let client: MongoClient
  beforeAll(async () => {
    server = await startMongo()
  }, 60_000)
  afterAll(() => server.stop())

  let url: string
  let db: Db
  beforeEach(async () => {
    url = server.url(newId())
    client = new MongoClient(url)
    db = client.db()
    return () => client.close()
  })

  async function withStores(count: number, work: (stores: Store[]) => Promise<void>): Promise<void> {
    const stores: Store[] = []
    while (stores.length < count) stores.push(await openAtUrl(url))
    try {
      await work(stores)
    } finally {
      await Promise.all(stores.map((store) => store.close()))
    }
  }
  const marks = () => db.collection<{ _id: string }>('marks')
  const oneOf = (stores: Store[], index: number): Store => {
    const store = stores[index % stores.length]
    if (!store) throw new Error('no store')
    return store
  }

  test('of several processes’ racing writers one wins: first accounts, samples, ends, lines of the audit', async () => {
    await withStores(3, async (stores) => {
      const samples = await atOnce(12, (index) => oneOf(stores, index).accounts.sample(sampleRecord))
      expect(new Set(samples.map(({ accountId }) => accountId)).size).toBe(1)
      const first = await atOnce(24, (index) => oneOf(stores, index).accounts.addFirst(accountRecord()))
      expect([countOf(first, 'added'), countOf(first, 'not-first')]).toEqual([1, 23])

      for (let round = 0; round < 10; round += 1) {
        const meeting = meetingRecord()
        await oneOf(stores, round).meetings.insert(meeting)
        const ends = await atOnce(9, (index) =>
          oneOf(stores, index).meetings.end(meeting.roomId, 'doctor', 5_000 + index),
        )
        expect([countOf(ends, 'ended'), countOf(ends, 'already-ended')]).toEqual([1, 8])
      }

      const entry = { at: 1, actor: null, action: 'system-checked', target: null, detail: '' } as const
      await atOnce(30, (index) => oneOf(stores, index).audit.append(entry))
      const lines = await oneOf(stores, 0).audit.from({ after: 0, limit: 100 })
      expect(lines.map(({ seq }) => seq)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1))
      expect(lines.map(({ previousHash }) => previousHash)).toEqual([
        CHAIN_START,
        ...lines.slice(0, -1).map(({ hash }) => hash),
      ])
    })
  })

  test('what two processes note of one meeting is all there', async () => {
    await withStores(2, async (stores) => {
      const meeting = meetingRecord()
      const { roomId, doctor, patient } = partsOf(meeting)
      await oneOf(stores, 0).meetings.insert(meeting)
      await atOnce(20, (index) => oneOf(stores, index).meetings.noteJoined(roomId, index % 3 ? doctor : patient, 5_000))
      expect((await oneOf(stores, 0).clinic.meeting(roomId))?.participants).toMatchObject([
        { joinedAt: 5_000 },
        { joinedAt: 5_000 },
      ])
    })
  })

  test('has every index before the store is open, and opening again changes none', async () => {
    await withStores(1, async () => undefined)
    await withStores(2, async () => undefined)
    for (const [collection, indexes] of Object.entries(INDEXES)) {
      const made = await db.collection(collection).listIndexes().toArray()
      expect(made.map(({ name }) => name).toSorted()).toEqual(['_id_', ...indexes.map(({ name }) => name)].toSorted())
    }
  })

  test('that a later version has written is refused, and left as it is', async () => {
    await withStores(1, async () => undefined)
    const versions = { account: 99, session: 1, meeting: 2, invite: 1, audit: 1 }
    await marks().updateOne({ _id: 'shapes' }, { $set: { versions } })
    await expect(openMongoStore({ url })).rejects.toMatchObject({ name: 'StoreUnavailable', why: 'newer' })
    expect(await marks().findOne({ _id: 'shapes' })).toMatchObject({ versions })
  })

  test('of an older version is brought up: what is listed and sorted by is right again', async () => {
    const meeting = meetingRecord({ startsAt: 7_000 })
    await withStores(1, async ([store]) => store?.meetings.insert(meeting))
    await db
      .collection<{ _id: string }>('meetings')
      .updateOne({ _id: meeting.roomId }, { $set: { record: asFirstVersion(meeting) } })
    const versions = { account: 2, session: 1, meeting: 1, invite: 1, audit: 1 }
    await marks().updateOne({ _id: 'shapes' }, { $set: { versions } })

    await withStores(1, async ([store]) => {
      const query = { from: 7_000, to: 7_001, doctorId: null, state: null, outcome: null }
      const page = await store?.clinic.meetings(query, { order: 'newest', after: null, limit: 5 })
      expect(page?.meetings).toEqual([{ ...meeting, listedAt: 7_000 }])
    })
    expect(await marks().findOne({ _id: 'shapes' })).toMatchObject({
      versions: { ...versions, meeting: STEPS.meeting.length + 1 },
    })
  })

  test('a document that is not what its schema says is damage, and harms no other', async () => {
    await withStores(1, async ([store]) => {
      const [whole, broken] = [meetingRecord(), meetingRecord()]
      await store?.meetings.insert(whole)
      const document = { _id: broken.roomId, revision: 1, by: '', record: { ...broken, day: 'tomorrow' } }
      await db.collection<typeof document>('meetings').insertOne(document, { bypassDocumentValidation: true })
      await expect(store?.clinic.meeting(broken.roomId)).rejects.toMatchObject({ why: 'damaged' })
      expect(await store?.clinic.meeting(whole.roomId)).toEqual(whole)
    })
  })

  test('is left without a trace of the probe, which passes as often as it is asked', async () => {
    await withStores(1, async ([store]) => {
      expect(await store?.probe()).toMatchObject({ passed: true })
      expect(await db.collection('probes').countDocuments({})).toBe(0)
    })
  })

  test('reads each page of a list off one index, where the server can explain itself', async ({ skip }) => {
    await withStores(1, async ([store]) => {
      for (let index = 0; index < 30; index += 1) await store?.meetings.insert(meetingRecord({ createdAt: index }))
      const place = { open: 1, listedAt: 20, roomId: newId() } as const
      const query = { from: 5, to: 25, doctorId: null, state: null, outcome: null }
      const listings = [
        ...ofDoctor(newId(), place),
        ...[query, { ...query, doctorId: newId() }, { ...query, state: 'waiting' as const }].flatMap(
          (one) => ofClinic(one, 'newest', place) ?? [],
        ),
      ]
      for (const { filter, sort } of listings) {
        const find = db
          .collection('meetings')
          .find(filter)
          .sort({ ...sort })
          .limit(20)
        const plan = await find.explain('queryPlanner').catch((error: { code?: number }) => {
          if (error.code === COMMAND_NOT_FOUND) return null
          throw error
        })
        if (plan === null) return skip('this server has no explain')
        const stages = JSON.stringify(plan['queryPlanner']?.['winningPlan'])
        expect(stages).toContain('IXSCAN')
        expect(stages).not.toMatch(/"stage":"(COLLSCAN|SORT)"/)
      }
    })
  })
})

const COMMAND_NOT_FOUND = 59
