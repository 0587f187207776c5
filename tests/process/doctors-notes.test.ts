import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ApiClient, createApiClient } from '../support/api-client.ts'
import { type RunningSignaling, startSignaling } from '../support/processes.ts'

/** Words that would be found anywhere they are written as they are. */
const NOTE = 'Zwetschgenknödel: the planted words of a note, and nothing else has them.'

let folder: string
let running: RunningSignaling | null
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bedside-notes-'))
  running = null
})
afterEach(async () => {
  await running?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const inside = (name: string) => join(folder, name)

async function start(dataDir: string, env: Record<string, string> = {}): Promise<ApiClient> {
  await running?.stop()
  running = await startSignaling({ dataDir, env })
  const doctor = createApiClient(running.url)
  await doctor.data('trySample', { input: { secret: running.firstTry?.doctorSecret ?? '' } })
  return doctor
}

async function withNote(doctor: ApiClient): Promise<{ params: { roomId: string } }> {
  const { roomId } = await doctor.data('createMeeting', { input: { title: 'Knee' } })
  const at = { params: { roomId } }
  expect(await doctor.data('keepDoctorsNote', { ...at, input: { note: NOTE } })).toEqual({ is: 'kept', note: NOTE })
  return at
}

function everythingIn(dataDir: string): string {
  return readdirSync(dataDir)
    .map((name) => readFileSync(join(dataDir, name), 'latin1'))
    .join('\n')
}

describe("a doctor's note", () => {
  test('stands in no file of the store in words, and outlives a restart', async () => {
    const doctor = await start(inside('data'))
    const at = await withNote(doctor)
    expect(everythingIn(inside('data'))).toContain('"note":"1.')
    for (const planted of ['Zwetschgenkn', 'planted words']) expect(everythingIn(inside('data'))).not.toContain(planted)
    const again = await start(inside('data'))
    expect(await again.data('doctorsNote', at)).toEqual({ is: 'kept', note: NOTE })
  })

  test('is sealed with a key made once, for its owner’s eyes alone', async () => {
    await start(inside('data'))
    const file = join(inside('data'), 'notes.key')
    const key = readFileSync(file, 'utf8')
    expect(Buffer.from(key, 'base64')).toHaveLength(32)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    await start(inside('data'))
    expect(readFileSync(file, 'utf8')).toBe(key)
    await start(inside('other'))
    expect(readFileSync(join(inside('other'), 'notes.key'), 'utf8')).not.toBe(key)
  })

  test('is said to be unreadable where the key is another, and read again where it is back', async () => {
    const key = randomBytes(32).toString('base64')
    const doctor = await start(inside('data'), { NOTES_KEY: key })
    const at = await withNote(doctor)
    expect(existsSync(join(inside('data'), 'notes.key'))).toBe(false)

    const wrong = await start(inside('data'), { NOTES_KEY: randomBytes(32).toString('base64') })
    expect(await wrong.data('doctorsNote', at)).toEqual({ is: 'unreadable' })
    const refused = await wrong.call('keepDoctorsNote', { ...at, input: { note: 'New words' } })
    expect(refused).toMatchObject({ status: 409, error: { message: expect.stringContaining('another key') } })

    const right = await start(inside('data'), { NOTES_KEY: key })
    expect(await right.data('doctorsNote', at)).toEqual({ is: 'kept', note: NOTE })
  })

  test('moves house with the archive and its key, and stands in the archive sealed', async () => {
    const doctor = await start(inside('old'))
    const at = await withNote(doctor)
    await running?.stop()
    running = null
    const command = (name: string, dataDir: string) =>
      execFileSync(process.execPath, [`dist/signaling/${name}.js`, inside('archive.jsonl')], {
        env: { PATH: process.env['PATH'], DATA_DIR: dataDir },
      })
    command('export', inside('old'))
    expect(readFileSync(inside('archive.jsonl'), 'utf8')).not.toContain('Zwetschgenkn')
    command('import', inside('new'))
    cpSync(join(inside('old'), 'notes.key'), join(inside('new'), 'notes.key'))
    const withKey = await start(inside('new'))
    expect(await withKey.data('doctorsNote', at)).toEqual({ is: 'kept', note: NOTE })
  })

  test('cannot be kept where the key’s file is damaged; everything else goes on, and the file is left as it is', async () => {
    await start(inside('data'))
    await running?.stop()
    running = null
    writeFileSync(join(inside('data'), 'notes.key'), 'not a key\n')
    const doctor = await start(inside('data'))
    const { roomId } = await doctor.data('createMeeting', { input: { title: 'Knee' } })
    const answer = await doctor.call('keepDoctorsNote', { params: { roomId }, input: { note: NOTE } })
    expect(answer).toMatchObject({ status: 409, error: { code: 'notes-not-possible' } })
    expect(readFileSync(join(inside('data'), 'notes.key'), 'utf8')).toBe('not a key\n')
  })

  test('with a key that is none in the settings, the process says so and does not start', async () => {
    await expect(startSignaling({ dataDir: inside('data'), env: { NOTES_KEY: 'short' } })).rejects.toThrow(
      /^NOTES_KEY should be 32 random bytes in base64/,
    )
  })
})
