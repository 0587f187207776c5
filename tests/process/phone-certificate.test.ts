import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keptCertificate } from '../../run/phone/kept-certificate.mjs'

/** The certificate that `--phone` makes and keeps. */

const DAY_MS = 86_400_000
const NOW = Date.now()
let folder: string

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'bedside-phone-')), 'tls')
})
afterEach(() => rm(join(folder, '..'), { recursive: true }))

const kept = (address = '192.168.1.5', now = NOW, others: string[] = []) =>
  keptCertificate({ folder, address, others, now })

describe('the certificate for a phone', () => {
  test('names the address, the other ones, and this machine itself', async () => {
    const certificate = new X509Certificate(await read((await kept('192.168.1.5', NOW, ['10.0.0.5'])).files.cert))
    for (const address of ['192.168.1.5', '10.0.0.5', '127.0.0.1', '::1']) {
      expect(certificate.checkIP(address), address).toBe(address)
    }
    expect(certificate.checkHost('localhost')).toBe('localhost')
    expect(certificate.checkIP('192.168.1.6')).toBeUndefined()
  })

  test('is one that phones take: for servers, not for ever, from a day before now, its authority known by its key', async () => {
    const { files } = await kept()
    const certificate = new X509Certificate(await read(files.cert))
    const authority = new X509Certificate(await read(files.authority))
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
    expect(certificate.ca).toBe(false)
    expect(authority.ca).toBe(true)
    expect(certificate.checkIssued(authority) && certificate.verify(authority.publicKey)).toBe(true)
    expect(Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)).toBeLessThan(398 * DAY_MS)
    expect(Date.parse(certificate.validFrom)).toBeLessThan(NOW - DAY_MS / 2)
  })

  test('has a key that nobody else may read, and its authority has none left', async () => {
    const { files } = await kept()
    expect((await stat(files.key)).mode & 0o777).toBe(0o600)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    const certificate = new X509Certificate(await read(files.cert))
    expect(certificate.checkPrivateKey(createPrivateKey(await read(files.key)))).toBe(true)
    expect((await readdir(folder)).sort()).toEqual(['phone-authority.crt', 'phone.crt', 'phone.key'])
  })

  test('is kept, so that a phone has to be told once', async () => {
    const first = await kept()
    const before = await read(first.files.cert)
    const again = await kept('192.168.1.5', NOW + 300 * DAY_MS)
    expect([first.made, again.made]).toEqual(['now', 'before'])
    expect(await read(again.files.cert)).toBe(before)
  })

  test('is kept for any address it names', async () => {
    await kept('192.168.1.5', NOW, ['10.0.0.5'])
    expect((await kept('10.0.0.5')).made).toBe('before')
  })
})

describe('a new one takes its place', () => {
  test.each([
    ['when the address has changed', '192.168.1.6', 0],
    ['in its last week', '192.168.1.5', 359],
    ['when it has run out', '192.168.1.5', 400],
    ['when the clock has gone back before it', '192.168.1.5', -3],
  ])('%s', async (_, address, days) => {
    const before = await read((await kept()).files.cert)
    const again = await kept(address, NOW + days * DAY_MS)
    expect(again.made).toBe('now')
    expect(await read(again.files.cert)).not.toBe(before)
  })

  test.each(['cert', 'key', 'authority'] as const)('when its %s is damaged or gone', async (part) => {
    const { files } = await kept()
    await writeFile(files[part], 'not what it was')
    expect((await kept()).made).toBe('now')
    await rm(files[part])
    expect((await kept()).made).toBe('now')
    expect((await kept()).made).toBe('before')
  })
})

test('a new one takes the place of one that another authority has issued', async () => {
  const { files } = await kept()
  const its = await read(files.authority)
  await kept('192.168.1.6')
  await writeFile(files.authority, its)
  expect((await kept('192.168.1.6')).made).toBe('now')
})

function read(file: string): Promise<string> {
  return readFile(file, 'utf8')
}
