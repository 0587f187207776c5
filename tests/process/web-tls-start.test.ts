import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type WrittenPair, writePair } from '../support/certificates.ts'
import { freePort, launch, StartFailed } from '../support/processes.ts'
import { askTls } from '../support/tls-client.ts'
import { startWeb } from '../support/web-alone.ts'

/** What the web process makes of the certificate it is given at start. */

const DAY_MS = 86_400_000
let folder: string
let pair: WrittenPair

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bedside-tls-'))
  pair = await writePair(folder)
})
afterAll(() => rm(folder, { recursive: true }))

describe('is told in one sentence that names the setting', () => {
  test('a certificate that is not there', async () => {
    expect(await refusal({ cert: join(folder, 'none.crt') })).toMatch(/^TLS_CERT: ".*none\.crt" cannot be read;/)
  })

  test('a key that is not there', async () => {
    expect(await refusal({ key: folder })).toMatch(/^TLS_KEY: ".*" cannot be read;/)
  })

  test('a certificate that is none', async () => {
    expect(await refusal({ cert: pair.key })).toMatch(/^TLS_CERT: ".*" holds no certificate in PEM form;/)
  })

  test('a key that is none', async () => {
    expect(await refusal({ key: pair.cert })).toMatch(/^TLS_KEY: ".*" holds no private key in PEM form;/)
  })

  test('a key that is locked', async () => {
    const { createPrivateKey } = await import('node:crypto')
    const lock = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'a word' } as const
    const locked = await file(
      'locked.key',
      createPrivateKey(await readFile(pair.key))
        .export(lock)
        .toString(),
    )
    expect(await refusal({ key: locked })).toMatch(/^TLS_KEY: ".*" is locked with a passphrase;/)
  })

  test('a key of another certificate', async () => {
    const other = await writePair(await mkdtemp(join(folder, 'other-')))
    expect(await refusal({ key: other.key })).toMatch(/^TLS_KEY: ".*" is not the key of the certificate in TLS_CERT/)
  })

  test('a certificate that has run out', async () => {
    const old = await writePair(await mkdtemp(join(folder, 'old-')), { now: Date.now() - 31 * DAY_MS, days: 30 })
    expect(await refusal(old)).toMatch(/^TLS_CERT: ".*" has run out; renew it/)
  })

  test('a certificate of tomorrow', async () => {
    const early = await writePair(await mkdtemp(join(folder, 'early-')), { now: Date.now() + 3 * DAY_MS })
    expect(await refusal(early)).toMatch(/^TLS_CERT: ".*" is not valid yet;/)
  })

  test('a broken certificate below the first', async () => {
    const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'
    const cert = await file('chain.crt', (await readFile(pair.cert, 'utf8')) + broken)
    expect(await refusal({ cert })).toMatch(/^TLS_CERT: ".*" with TLS_KEY is not taken by OpenSSL;/)
  })

  test.each([
    ['is none', () => pair.key],
    ['may issue nothing', () => pair.cert],
  ])('an authority that %s', async (_, its) => {
    expect(await refusal({ authority: its() })).toMatch(/^TLS_AUTHORITY: ".*" holds no authority's certificate/)
  })
})

describe('browsers are told to come by https for ever', () => {
  const hsts = async (env: Record<string, string>) => {
    const web = await startWeb(1, { TLS_CERT: pair.cert, TLS_KEY: pair.key, ...env })
    try {
      return (await askTls(web.port, '/join', pair)).headers['strict-transport-security']
    } finally {
      await web.stop()
    }
  }
  const PUBLIC_URL = 'https://visits.example.org'

  test('with a certificate from elsewhere', async () => {
    expect(await hsts({ PUBLIC_URL })).toMatch(/^max-age=\d{8}/)
  })

  test('but not with one of our own authority, nor as localhost', async () => {
    expect(await hsts({ PUBLIC_URL, TLS_AUTHORITY: pair.authority })).toBeUndefined()
    expect(await hsts({})).toBeUndefined()
  })
})

describe("our own authority's certificate", () => {
  test('can be taken in by devices at /authority.crt', async () => {
    const web = await startWeb(1, { TLS_CERT: pair.cert, TLS_KEY: pair.key, TLS_AUTHORITY: pair.authority })
    try {
      const { status, headers } = await askTls(web.port, '/authority.crt', pair)
      expect([status, headers['content-type']]).toEqual([200, 'application/x-x509-ca-cert'])
    } finally {
      await web.stop()
    }
  })

  test('is not there when there is none', async () => {
    const web = await startWeb(1, { TLS_CERT: pair.cert, TLS_KEY: pair.key })
    try {
      expect((await askTls(web.port, '/authority.crt', pair)).status).toBe(404)
    } finally {
      await web.stop()
    }
  })
})

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

/** The sentence a start fails with. */
async function refusal(files: { cert?: string; key?: string; authority?: string }): Promise<string> {
  const { cert = pair.cert, key = pair.key, authority = '' } = files
  const port = String(await freePort())
  const { ready } = launch('dist/web/main.js', { PORT: port, TLS_CERT: cert, TLS_KEY: key, TLS_AUTHORITY: authority })
  return await ready.then(
    () => 'it started',
    (error: unknown) => (error instanceof StartFailed ? error.message : String(error)),
  )
}
