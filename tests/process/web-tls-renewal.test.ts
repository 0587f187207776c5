import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLog } from '../../src/server/log.ts'
import { readPair } from '../../src/server/tls/pair.ts'
import { type Renewal, watchPair } from '../../src/server/tls/renewal.ts'
import { writePair } from '../support/certificates.ts'

/** What the web process makes of files that change under it, looked at step by step. */

let folder: string
let renewal: Renewal
let files: { cert: string; key: string }
const taken: string[] = []
const lines: string[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bedside-tls-'))
  files = await writePair(folder)
  const read = readPair(files, Date.now())
  if (!read.ok) throw new Error(read.why)
  taken.length = 0
  lines.length = 0
  renewal = watchPair({
    files,
    inUse: read.pair,
    takeOver: ({ certificate }) => taken.push(certificate.fingerprint256),
    log: createLog('info', (line) => lines.push(JSON.parse(line).event)),
    now: Date.now,
    // By hand alone.
    lookEveryMs: 3_600_000,
  })
})

afterEach(async () => {
  renewal.stop()
  await rm(folder, { recursive: true })
})

test('the same pair is not taken up again', () => {
  renewal.look()
  expect([taken, lines]).toEqual([[], []])
})

test('of a pair of which one half is still the old one nothing is taken, until the other half is there', async () => {
  const next = await writePair(await mkdtemp(join(folder, 'next-')))
  await copyFile(next.cert, files.cert)
  renewal.look()
  expect([taken, lines]).toEqual([[], ['certificate-refused']])
  await copyFile(next.key, files.key)
  renewal.look()
  expect([taken, lines.at(-1)]).toEqual([[next.fingerprint], 'certificate-renewed'])
})

test('files that are gone, or a certificate that has run out, change nothing', async () => {
  await rm(files.cert)
  renewal.look()
  const old = await writePair(await mkdtemp(join(folder, 'old-')), { now: Date.now() - 10 * 86_400_000, days: 5 })
  await copyFile(old.cert, files.cert)
  await copyFile(old.key, files.key)
  renewal.look()
  expect(taken).toEqual([])
  expect(lines).toEqual(['certificate-refused', 'certificate-refused'])
})
