import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ownAddresses } from '../../run/phone/own-address.mjs'
import { writePair } from '../support/certificates.ts'
import { failureOf, type Started, start, stop } from '../support/npm-start.ts'
import { freePort } from '../support/processes.ts'
import { readTerminalQr } from '../support/terminal-qr.ts'
import { askTls, shakeHands } from '../support/tls-client.ts'

/** `npm start -- --phone`, as far as the terminal; the call itself is in tests/browser/phone.test.ts. */

const [address] = ownAddresses()
let folder: string
let env: Record<string, string>
const running: Started[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bedside-phone-'))
  env = { DATA_DIR: join(folder, 'data'), PORT: String(await freePort()), SIGNALING_PORT: String(await freePort()) }
})

afterEach(async () => {
  await Promise.all(running.splice(0).map(stop))
  await rm(folder, { recursive: true, force: true })
})

describe.skipIf(address === undefined)('npm start -- --phone', () => {
  test('prints the links with the https address of this machine, and the picture is the link of the patient', async () => {
    const lines = await phone().until(/^Ready /m)
    const here = `https://${address}:${env['PORT']}`
    const patient = /^Patient (\S+)$/m.exec(lines)?.[1]
    expect(lines).toMatch(new RegExp(`^Doctor ${here}/try/\\S+$`, 'm'))
    expect(patient).toMatch(new RegExp(`^${here}/join#\\S+$`))
    expect(lines).toMatch(new RegExp(`^Administrator ${here}/setup#\\S+$`, 'm'))
    expect(lines).toMatch(new RegExp(`^Ready ${here}$`, 'm'))
    expect(readTerminalQr(lines)).toBe(patient)
    expect(lines).toContain(`"Proceed to ${address} (unsafe)"`)
  })

  test('serves https there that a phone can be taught to trust, and binds nobody to it', async () => {
    await phone().until(/^Ready /m)
    const ca = await readFile(join(folder, 'data', 'tls', 'phone-authority.crt'), 'utf8')
    const port = Number(env['PORT'])
    const page = await askTls(port, '/join', { ca, host: address ?? '' })
    expect(page.status).toBe(200)
    expect(page.headers['strict-transport-security']).toBeUndefined()
    expect((await askTls(port, '/authority.crt', { ca, host: address ?? '' })).status).toBe(200)
  })

  test('keeps its certificate from one start to the next', async () => {
    const fingerprint = async () => {
      const bedside = phone()
      await bedside.until(/^Ready /m)
      const shaken = await shakeHands(Number(env['PORT']), { host: address ?? '' })
      await stop(bedside)
      return shaken
    }
    const first = await fingerprint()
    expect(first).toMatchObject({ protocol: 'TLSv1.3' })
    expect(await fingerprint()).toEqual(first)
  })

  test('takes the address it is told', async () => {
    expect(await phone(`--phone=${address}`).until(/^Ready /m)).toContain(`Ready https://${address}:`)
  })

  test('tells the addresses there are when it is told another one', async () => {
    expect(await failureOf(phone('--phone=203.0.113.9'))).toMatch(
      new RegExp(`^203\\.0\\.113\\.9 is no address of this machine; .*--phone=${address}`),
    )
  })

  test('does not mix with an address and a certificate that are set', async () => {
    env = { ...env, PUBLIC_URL: 'https://visits.example.org', TLS_CERT: 'visits.crt' }
    expect(await failureOf(phone())).toBe(
      '--phone makes its own address and certificate; leave out PUBLIC_URL and TLS_CERT, or --phone.',
    )
  })

  test('says where its certificate could not be kept', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    env = { ...env, DATA_DIR: file }
    expect(await failureOf(phone())).toMatch(/^The certificate cannot be kept in ".*"; set DATA_DIR/)
  })
})

test('a service that is told to read its certificate again does so, and goes on', async () => {
  const pair = await writePair(folder)
  const bedside = started({ ...env, TLS_CERT: pair.cert, TLS_KEY: pair.key }, [])
  expect(await bedside.until(/^Ready /m)).toContain(`Ready https://localhost:${env['PORT']}`)
  const next = await writePair(folder)
  bedside.child.kill('SIGHUP')
  await expect.poll(() => shakeHands(Number(env['PORT']))).toMatchObject({ fingerprint: next.fingerprint })
  expect(bedside.child.exitCode).toBeNull()
})

function phone(arg = '--phone'): Started {
  return started(env, [arg])
}

function started(environment: Record<string, string>, args: string[]): Started {
  const bedside = start(environment, [process.execPath, 'run/start.mjs', ...args])
  running.push(bedside)
  return bedside
}
