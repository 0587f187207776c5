import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '../../db/port.ts'
import type { MeetingRecord } from '../../db/records.ts'
import { KINDS } from '../../signaling/archive/archive-line.ts'
import { openAt } from '../support/embedded-store.ts'
import { findMongo, type MongoServer, startMongo } from '../support/mongo-server.ts'
import { openAtUrl } from '../support/mongo-store.ts'
import {
  accountRecord,
  inviteRecord,
  meetingRecord,
  newId,
  participantSession,
  partsOf,
  staffSession,
} from '../support/stored-records.ts'

const way = await findMongo()

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bedside-house-'))
  file = join(folder, 'archive.jsonl')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function command(name: 'export' | 'import', args: string[], env: Record<string, string>) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const options = { env: { PATH: process.env['PATH'], ...env } }
    const script = [`dist/signaling/${name}.js`, ...args]
    const child = execFile(process.execPath, script, options, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr })
    })
  })
}

const inFolder = (name: string) => ({ DATA_DIR: join(folder, name) })

/** Some of everything, names in other scripts among it. */
async function fill(store: Store): Promise<MeetingRecord[]> {
  const doctor = accountRecord({ name: 'Dr. Łucja 山田' })
  await store.accounts.add(doctor)
  await store.sessions.open(staffSession(doctor.accountId))
  const meetings = Array.from({ length: 603 }, (_, index) =>
    meetingRecord({ doctorId: doctor.accountId, createdAt: index, title: `“Visit” ${index} \\ 😀` }),
  )
  await Promise.all(meetings.map((meeting) => store.meetings.insert(meeting)))
  for (const meeting of meetings.slice(0, 20)) {
    const { roomId, patient } = partsOf(meeting)
    await store.invites.issue(inviteRecord(roomId, patient))
    await store.sessions.open(participantSession(roomId, patient))
    await store.audit.append({ at: 5, actor: doctor.accountId, action: 'meeting-ended', target: roomId, detail: '' })
  }
  return meetings
}

async function contents(store: Store): Promise<unknown[]> {
  const all: unknown[] = []
  for (const kind of KINDS) {
    const { records, next } = await store.archive.page(kind, { after: null, limit: 5_000 })
    expect(next).toBeNull()
    all.push(...records)
  }
  return all
}

describe.skipIf(way.kind === 'none')('moving house', () => {
  let server: MongoServer
  beforeAll(async () => {
    server = await startMongo()
  }, 60_000)
  afterAll(() => server.stop())

  test('from the embedded store to MongoDB and back to another, everything is as it was', async () => {
    const first = await openAt(inFolder('first').DATA_DIR)
    await fill(first)
    const before = await contents(first)
    await first.close()
    const url = server.url(newId())

    const moved = '1 account, 603 meetings, 21 sessions, 20 invites, 20 lines of the audit'
    expect((await command('export', [file], inFolder('first'))).stdout).toBe(`Exported ${moved} to ${file}\n`)
    expect((await stat(file)).mode & 0o077).toBe(0)
    const there = await command('import', [file], { MONGODB_URL: url })
    expect(there).toEqual({ code: 0, stdout: `Imported ${moved} from ${file}\n`, stderr: '' })
    const second = await openAtUrl(url)
    expect(await contents(second)).toEqual(before)
    await second.close()

    const back = join(folder, 'back.jsonl')
    expect((await command('export', [back], { MONGODB_URL: url })).code).toBe(0)
    expect(await readFile(back, 'utf8')).toBe(await readFile(file, 'utf8'))
    expect((await command('import', [back], inFolder('third'))).code).toBe(0)
    const third = await openAt(inFolder('third').DATA_DIR)
    expect(await contents(third)).toEqual(before)
    await third.close()
  })
})

describe('an import', () => {
  let meetings: MeetingRecord[]
  beforeEach(async () => {
    const store = await openAt(inFolder('from').DATA_DIR)
    meetings = await fill(store)
    await store.close()
    expect((await command('export', [file], inFolder('from'))).code).toBe(0)
  })
  async function emptyAfter(altered: string): Promise<string> {
    await writeFile(file, altered)
    const { code, stderr } = await command('import', [file], inFolder('to'))
    expect(code).toBe(1)
    const store = await openAt(inFolder('to').DATA_DIR)
    expect(await contents(store)).toEqual([])
    await store.close()
    return stderr
  }

  test('of a file that was cut off writes nothing', async () => {
    const whole = await readFile(file, 'utf8')
    expect(await emptyAfter(whole.slice(0, whole.trimEnd().lastIndexOf('\n') + 1))).toContain('its end is missing')
    expect(await emptyAfter(whole.slice(0, whole.length / 2))).toContain('Nothing was written')
  })

  test('of a file that lacks a record, has one twice or one changed writes nothing', async () => {
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
    const one = lines.findIndex((line) => line.includes('Visit'))
    const line = lines[one] ?? ''
    for (const instead of [[], [line, line], [line.replace('Visit', 'Fisit')]]) {
      expect(await emptyAfter(lines.toSpliced(one, 1, ...instead).join('\n'))).toContain('meeting do not match')
    }
    expect(await emptyAfter(lines.toSpliced(one, 1, line.replace('scheduled', 'sometime')).join('\n'))).toContain(
      'is no meeting',
    )
  })

  test('into a store with records is refused, unless they may be joined', async () => {
    const store = await openAt(inFolder('to').DATA_DIR)
    const own = meetingRecord()
    await store.meetings.insert(own)
    await store.close()
    const refused = await command('import', [file], inFolder('to'))
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('--merge')
    expect((await command('import', [file, '--merge'], inFolder('to'))).code).toBe(0)
    const joined = await openAt(inFolder('to').DATA_DIR)
    expect(await joined.archive.count('meeting')).toBe(meetings.length + 1)
    expect(await joined.clinic.meeting(own.roomId)).toEqual(own)
    await joined.close()
  })

  test('into a store that is in use, like an export out of it, says so', async () => {
    const store = await openAt(inFolder('to').DATA_DIR)
    for (const name of ['import', 'export'] as const) {
      const { code, stderr } = await command(name, [name === 'import' ? file : `${file}.2`], inFolder('to'))
      expect(code).toBe(2)
      expect(stderr).toContain('is in use by another Bedside')
    }
    await store.close()
  })
})
