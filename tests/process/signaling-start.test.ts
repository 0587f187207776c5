import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort, launch, StartFailed, startSignaling } from '../support/processes.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bedside-start-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('a start that cannot be says why in one sentence and ends', () => {
  test('a port in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = address !== null && typeof address === 'object' ? address.port : 0
    expect(await refusal({ SIGNALING_PORT: String(port), DATA_DIR: join(folder, 'port') })).toBe(
      `Port ${port} is in use by another program; stop that one, or set SIGNALING_PORT to another port.`,
    )
    other.close()
  })

  test('a data folder in use', async () => {
    const first = await startSignaling()
    expect(await refusal({ DATA_DIR: first.dataDir })).toMatch(/is in use by another Bedside.*DATA_DIR/)
    await first.stop()
  })

  test('a data folder that is a file', async () => {
    const file = join(folder, 'a-file')
    await writeFile(file, '')
    expect(await refusal({ DATA_DIR: file })).toMatch(/^The data folder ".*a-file" cannot be written to; .*DATA_DIR/)
  })

  test('a damaged store', async () => {
    const damaged = join(folder, 'damaged')
    await mkdir(damaged)
    await writeFile(join(damaged, 'bedside.db'), 'this is not a database, and much too short for one. '.repeat(200))
    expect(await refusal({ DATA_DIR: damaged })).toMatch(/is damaged; put a backup in its place/)
  })

  test('wrong settings, a sentence each, without repeating a secret', async () => {
    const sentence = await refusal({ LOG_LEVEL: 'loud', TURN_SECRET: 'too short', DATA_DIR: join(folder, 'settings') })
    expect(sentence.split('\n')).toEqual([
      expect.stringMatching(/^TURN_SECRET should be /),
      expect.stringMatching(/^LOG_LEVEL is "loud", but should be /),
    ])
    expect(sentence).not.toContain('too short')
  })
})

describe('ending', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it cleanly', async (signal) => {
    const signaling = await startSignaling()
    const exit = once(signaling.child, 'exit')
    signaling.child.kill(signal)
    expect(await exit).toEqual([0, null])
    await rm(signaling.dataDir, { recursive: true })
  })

  test('it does not outlive whoever started it', async () => {
    const signaling = await startSignaling()
    const exit = once(signaling.child, 'exit')
    signaling.child.disconnect()
    expect(await exit).toEqual([0, null])
    await rm(signaling.dataDir, { recursive: true })
  })
})

/** The sentence a start fails with; that it ends with 1 is part of it. */
async function refusal(env: Record<string, string>): Promise<string> {
  const { child, ready } = launch('dist/signaling/main.js', {
    SIGNALING_PORT: String(await freePort()),
    LOG_LEVEL: 'error',
    ...env,
  })
  const exit = once(child, 'exit')
  const sentence = await ready.then(
    () => 'it started',
    (error: unknown) => (error instanceof StartFailed ? error.message : String(error)),
  )
  expect(await exit).toEqual([1, null])
  return sentence
}
