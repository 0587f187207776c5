import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApiClient, redeem } from '../support/api-client.ts'
import { type FirstTry, type RunningSignaling, startSignaling } from '../support/processes.ts'

const ADMINISTRATOR = { name: 'Ada Marsh', signInName: 'Ada.Marsh', password: 'a long enough password' }

function linksOf(signaling: RunningSignaling): FirstTry {
  if (!signaling.firstTry) throw new Error('the process printed no links')
  return signaling.firstTry
}

function roomOf(callUrl: string): string {
  return callUrl.replace('/call/', '')
}

describe('before any account exists', () => {
  let signaling: RunningSignaling
  let links: FirstTry
  beforeAll(async () => {
    signaling = await startSignaling()
    links = linksOf(signaling)
  })
  afterAll(() => signaling.stop())

  test('the doctor’s link opens a session and leads to the meeting the patient’s code leads to', async () => {
    const doctor = createApiClient(signaling.url)
    const { callUrl } = await doctor.data('trySample', { input: { secret: links.doctorSecret } })
    expect(await doctor.data('account')).toMatchObject({ sample: true, roles: ['doctor'] })

    const patient = createApiClient(signaling.url)
    const call = await redeem(patient, links.patientCode)
    expect(callUrl).toBe(`/call/${call.roomId}`)
    expect(call.you).toMatchObject({ role: 'patient', name: 'Paul Miller' })
    const ticket = await patient.data('ticket', { params: { roomId: call.roomId } })
    expect(ticket.expiresAt).toBeGreaterThan(Date.now())
  })

  test('both links go on working when the meeting is over, whichever is opened first', async () => {
    const doctor = createApiClient(signaling.url)
    for (const first of ['doctor', 'patient']) {
      const before = roomOf((await doctor.data('trySample', { input: { secret: links.doctorSecret } })).callUrl)
      await doctor.data('endMeeting', { params: { roomId: before } })
      const opened = {
        doctor: async () => roomOf((await doctor.data('trySample', { input: { secret: links.doctorSecret } })).callUrl),
        patient: async () => (await redeem(createApiClient(signaling.url), links.patientCode)).roomId,
      }
      const rooms =
        first === 'doctor'
          ? [await opened.doctor(), await opened.patient()]
          : await Promise.all([opened.patient(), opened.doctor(), opened.patient(), opened.doctor()])
      expect(new Set(rooms).size).toBe(1)
      expect(rooms).not.toContain(before)
    }
  })

  test('a secret that is one letter off opens nothing', async () => {
    const secret = links.doctorSecret.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A'))
    const answer = await createApiClient(signaling.url).call('trySample', { input: { secret } })
    expect(answer).toMatchObject({ status: 404, error: { code: 'wrong-code' } })
  })

  test('nobody signs in as the sample doctor with a password', async () => {
    const answer = await createApiClient(signaling.url).call('signIn', {
      input: { signInName: 'sample', password: 'sample' },
    })
    expect(answer).toMatchObject({ status: 401, error: { code: 'wrong-credentials' } })
  })

  test('the set-up code is not guessed: wrong ones are refused, and after ten the address waits', async () => {
    const guesser = createApiClient(signaling.url)
    const input = { ...ADMINISTRATOR, code: 'ABCD-EFGH-JKMN' }
    for (let guesses = 0; guesses < 10; guesses += 1) {
      expect(await guesser.call('setUp', { input })).toMatchObject({ status: 404, error: { code: 'wrong-code' } })
    }
    const eleventh = await guesser.call('setUp', { input: { ...input, code: links.administratorCode } })
    expect(eleventh).toMatchObject({ status: 429, error: { code: 'too-many-requests' } })
    expect(Number(eleventh.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

test('what was begun before a restart is found again after it, behind new links', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'bedside-'))
  const before = await startSignaling({ dataDir })
  const doctor = createApiClient(before.url)
  const { callUrl } = await doctor.data('trySample', { input: { secret: linksOf(before).doctorSecret } })
  await before.kill()

  const after = await startSignaling({ dataDir })
  expect(linksOf(after)).not.toEqual(linksOf(before))
  const again = createApiClient(after.url)
  expect(await again.data('trySample', { input: { secret: linksOf(after).doctorSecret } })).toEqual({ callUrl })
  const old = await again.call('trySample', { input: { secret: linksOf(before).doctorSecret } })
  expect(old.status).toBe(404)
  // The patient may hold the link of the day before.
  const { roomId } = await redeem(createApiClient(after.url), linksOf(before).patientCode)
  expect(callUrl).toBe(`/call/${roomId}`)
  await after.stop()
  await rm(dataDir, { recursive: true })
})

test('the first account retires the sample: its sessions, its meeting and all three links are gone, for good', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'bedside-'))
  const signaling = await startSignaling({ dataDir })
  const links = linksOf(signaling)
  const sample = createApiClient(signaling.url)
  const { callUrl } = await sample.data('trySample', { input: { secret: links.doctorSecret } })
  const patient = createApiClient(signaling.url)
  await redeem(patient, links.patientCode)

  const administrators = await Promise.all(
    [1, 2, 3].map((number) =>
      createApiClient(signaling.url).call('setUp', {
        input: { ...ADMINISTRATOR, signInName: `ada${number}`, code: links.administratorCode.toLowerCase() },
      }),
    ),
  )
  expect(administrators.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  const made = administrators.find(({ success }) => success)
  expect(made).toMatchObject({ data: { name: 'Ada Marsh', roles: ['admin', 'doctor'], sample: false } })

  const params = { roomId: roomOf(callUrl) }
  expect((await sample.call('account')).status).toBe(401)
  expect((await patient.call('ticket', { params })).status).toBe(401)
  const stranger = () => createApiClient(signaling.url)
  expect((await stranger().call('trySample', { input: { secret: links.doctorSecret } })).status).toBe(404)
  const input = { code: links.patientCode, name: 'Paul', consentVersion: '2026-11' }
  expect((await stranger().call('redeem', { input })).status).toBe(404)
  const again = { ...ADMINISTRATOR, code: links.administratorCode }
  expect((await stranger().call('setUp', { input: again })).status).toBe(409)
  await signaling.stop()

  const restarted = await startSignaling({ dataDir })
  expect(restarted.firstTry).toBeNull()
  await restarted.stop()
  await rm(dataDir, { recursive: true })
})
