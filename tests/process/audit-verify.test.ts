import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openAt } from '../support/embedded-store.ts'
import { newId } from '../support/stored-records.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bedside-trail-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function verify(env: Record<string, string> = {}): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const options = { env: { PATH: process.env['PATH'], DATA_DIR: folder, ...env } }
    const child = execFile(process.execPath, ['dist/signaling/audit-verify.js'], options, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr })
    })
  })
}

async function writeLines(count: number): Promise<void> {
  const store = await openAt(folder)
  const actor = newId()
  for (let line = 1; line <= count; line += 1) {
    await store.audit.append({ at: line, actor, action: 'meetings-listed', target: null, detail: `line-${line}-here` })
  }
  await store.close()
}

test('a trail as it was written holds', async () => {
  await writeLines(250)
  expect(await verify()).toEqual({ code: 0, stdout: '250 lines: the audit trail holds.\n', stderr: '' })
})

test('a line altered in the file is where it breaks', async () => {
  await writeLines(250)
  const files = (await readdir(folder)).map((file) => join(folder, file))
  let altered = 0
  for (const file of files) {
    const bytes = await readFile(file)
    for (let at = bytes.indexOf('line-207-here'); at >= 0; at = bytes.indexOf('line-207-here', at + 1)) {
      bytes.write('line-207-heRe', at)
      altered += 1
    }
    if (altered > 0) await writeFile(file, bytes)
  }
  expect(altered).toBeGreaterThan(0)
  const { code, stdout } = await verify()
  expect([code, stdout]).toEqual([1, 'The audit trail breaks at line 207: it was changed since it was written.\n'])
})

test('a store that is in use is not read, and the sentence says so', async () => {
  const store = await openAt(folder)
  const { code, stderr } = await verify()
  await store.close()
  expect(code).toBe(2)
  expect(stderr).toContain('is in use by another Bedside')
})

test('a wrong setting is said', async () => {
  const { code, stderr } = await verify({ SIGNALING_PORT: 'x' })
  expect(code).toBe(2)
  expect(stderr).toContain('SIGNALING_PORT is "x", but should be')
})
