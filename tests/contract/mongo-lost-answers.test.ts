import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Store } from '../../db/port.ts'
import { findMongo, type MongoServer, startMongo } from '../support/mongo-server.ts'
import { openAtUrl } from '../support/mongo-store.ts'
import { accountRecord, inviteRecord, meetingRecord, newId, partsOf, staffSession } from '../support/stored-records.ts'
import { createTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts'

const way = await findMongo()

describe.skipIf(way.kind === 'none')('a write whose answer is lost on the way', () => {
  let server: MongoServer
  let proxy: TcpProxy
  let store: Store
  beforeAll(async () => {
    server = await startMongo()
    if (!server.address) throw new Error('These tests stand between the store and one server.')
    proxy = await createTcpProxy(server.address, { is: 'through' })
    store = await openAtUrl(server.url(newId(), proxy.port))
  }, 60_000)
  afterAll(async () => {
    await store.close()
    await proxy.close()
    await server.stop()
  })

  async function losing<T>(to: 'insert' | 'update', collection: string, ask: () => Promise<T>): Promise<T> {
    const before = proxy.lostAnswers()
    await proxy.become({ is: 'reset-at-answer', to, collection })
    const said = await ask()
    expect(proxy.lostAnswers()).toBe(before + 1)
    return said
  }

  test('ends a meeting once, and tells who ended it', async () => {
    const meeting = meetingRecord()
    await store.meetings.insert(meeting)
    const end = () => store.meetings.end(meeting.roomId, 'doctor', 5_000)
    expect(await losing('update', 'meetings', end)).toBe('ended')
    expect(await end()).toBe('already-ended')
  })

  test('adds the first account once, and tells who it is', async () => {
    const account = accountRecord()
    expect(await losing('insert', 'accounts', () => store.accounts.addFirst(account))).toBe('added')
    expect(await store.accounts.addFirst(accountRecord())).toBe('not-first')
    expect(await store.accounts.all()).toEqual([account])
  })

  test('appends a line to the audit once', async () => {
    const entry = { at: 1, actor: null, action: 'system-checked', target: null, detail: '' } as const
    const lines = await store.archive.count('audit')
    const line = await losing('insert', 'audit', () => store.audit.append(entry))
    expect(line.seq).toBe(lines + 1)
    expect(await store.archive.count('audit')).toBe(lines + 1)
    expect(await store.audit.append(entry)).toMatchObject({ seq: lines + 2, previousHash: line.hash })
  })

  test('opens a session, issues an invite and inserts a meeting all the same', async () => {
    const meeting = meetingRecord()
    const { roomId, patient } = partsOf(meeting)
    const session = staffSession(newId())
    const invite = inviteRecord(roomId, patient)
    await losing('insert', 'meetings', () => store.meetings.insert(meeting))
    await losing('insert', 'sessions', () => store.sessions.open(session))
    await losing('update', 'invites', () => store.invites.issue(invite))
    expect(await store.clinic.meeting(roomId)).toEqual(meeting)
    expect(await store.sessions.find(session.secretHash, 2_000, 10_000)).toEqual(session)
    expect(await store.invites.find(invite.codeHash, 2_000)).toEqual(invite)
  })
})
