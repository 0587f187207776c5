import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApiClient } from '../support/api-client.ts'
import { type Clinic, PASSWORD, startClinic } from '../support/clinic.ts'

let clinic: Clinic
beforeAll(async () => {
  clinic = await startClinic()
})
afterAll(() => clinic.stop())

const signIn = (signInName: string, password = PASSWORD) => ({ input: { signInName, password } })

test('a doctor signs in by name, in any case, and is told who they are', async () => {
  const client = createApiClient(clinic.url)
  const account = await client.data('signIn', signIn(' Okafor '))
  expect(account).toMatchObject({ name: 'Dr. Amara Okafor', roles: ['doctor'], sample: false })
  expect(await client.data('account')).toEqual(account)
})

test('the session’s cookie is for no script and no other site', async () => {
  const { setCookies } = await createApiClient(clinic.url).call('signIn', signIn('okafor'))
  expect(setCookies).toHaveLength(1)
  expect(setCookies[0]).toMatch(/^session=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
})

test('each sign-in has a new session, and the one before in this browser is over', async () => {
  const client = await clinic.signedIn('okafor')
  const before = client.cookies.get('session') ?? ''
  await client.data('signIn', signIn('okafor'))
  expect(client.cookies.get('session')).not.toBe(before)
  client.cookies.set('session', before)
  expect((await client.call('account')).status).toBe(401)
})

test('signing out ends the session on the server too, and elsewhere nobody is signed out', async () => {
  const here = await clinic.signedIn('okafor')
  const elsewhere = await clinic.signedIn('okafor')
  const secret = here.cookies.get('session') ?? ''
  const { setCookies } = await here.call('signOut')
  expect(setCookies[0]).toMatch(/^session=; Path=\/; HttpOnly; SameSite=Lax; Max-Age=0$/)
  here.cookies.set('session', secret)
  expect(await here.call('account')).toMatchObject({ status: 401, error: { code: 'not-signed-in' } })
  expect((await elsewhere.call('account')).status).toBe(200)
  expect((await createApiClient(clinic.url).call('signOut')).status).toBe(200)
})

test.each([
  ['unknown', 'nobody', PASSWORD],
  ['right, the password not', 'okafor', 'another long password'],
  ['no name at all', '<script>', PASSWORD],
])('a name that is %s gets the same answer', async (_, signInName, password) => {
  const answer = await createApiClient(clinic.url).call('signIn', signIn(signInName, password))
  expect(answer.success).toBe(false)
  expect(answer).toMatchObject({
    status: 401,
    error: { code: 'wrong-credentials', message: 'Sign-in name or password is wrong.' },
    setCookies: [],
  })
})

test('an unknown name takes as long as a known one', async () => {
  const times: Record<string, number[]> = { nobody: [], okafor: [] }
  for (let round = 0; round < 12; round += 1) {
    for (const [name, taken] of Object.entries(times)) {
      const client = createApiClient(clinic.url)
      const start = performance.now()
      await client.call('signIn', signIn(name, 'another long password'))
      taken.push(performance.now() - start)
    }
  }
  const [unknown = 0, known = 0] = Object.values(times).map((taken) => taken.sort((a, b) => a - b)[3])
  // Without the hash for nobody an unknown name is answered in a tenth of the time.
  expect(unknown).toBeGreaterThan(known * 0.6)
  expect(unknown).toBeLessThan(known / 0.6)
})

test('after five wrong passwords the sixth try waits, told how long, and nobody elsewhere does', async () => {
  const guesser = createApiClient(clinic.url)
  for (let guesses = 0; guesses < 5; guesses += 1) {
    expect((await guesser.call('signIn', signIn('lindqvist', `guess number ${guesses}`))).status).toBe(401)
  }
  const refused = await guesser.call('signIn', signIn('lindqvist'))
  expect(refused).toMatchObject({ status: 429, error: { code: 'too-many-requests' } })
  const seconds = Number(refused.headers.get('retry-after'))
  expect(seconds).toBeGreaterThan(0)
  expect(seconds).toBeLessThanOrEqual(60)
  expect((await createApiClient(clinic.url).call('signIn', signIn('lindqvist'))).status).toBe(200)
})

test('tries made at once are all counted', async () => {
  const guesser = createApiClient(clinic.url)
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, index) => guesser.call('signIn', signIn('lindqvist', `guess number ${index}`))),
  )
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(5)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(7)
})

test('a made-up or planted session opens nothing', async () => {
  const client = createApiClient(clinic.url)
  for (const secret of ['x', 'A'.repeat(43), 'A'.repeat(5_000)]) {
    client.cookies.set('session', secret)
    expect((await client.call('account')).status).toBe(401)
  }
})

test('sessions and passwords stand in the store as hashes alone', async () => {
  const client = await clinic.signedIn('okafor')
  const secret = client.cookies.get('session') ?? ''
  const folder = clinic.signaling.dataDir
  const files = await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file))))
  const stored = Buffer.concat(files)
  expect(stored.includes(createHash('sha256').update(secret).digest('hex'))).toBe(true)
  expect(stored.includes(secret)).toBe(false)
  expect(stored.includes(PASSWORD)).toBe(false)
})

test('over https the cookie is Secure and pinned to the host', async () => {
  const secure = await startClinic({ PUBLIC_URL: 'https://visits.example.org' })
  const client = createApiClient(secure.url)
  const { setCookies } = await client.call('signIn', signIn('okafor'))
  expect(setCookies[0]).toMatch(/^__Host-session=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/)
  expect((await client.call('account')).status).toBe(200)
  await secure.stop()
})
