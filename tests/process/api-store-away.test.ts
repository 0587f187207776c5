import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../db/embedded/database.ts'
import { createApiClient, redeem } from '../support/api-client.ts'
import { type Clinic, PASSWORD, startClinic } from '../support/clinic.ts'

let clinic: Clinic
let file: string
beforeAll(async () => {
  clinic = await startClinic()
  file = join(clinic.signaling.dataDir, 'bedside.db')
})
afterAll(() => clinic.stop())

test('while the store cannot be written to people are told to come back, and afterwards all is as before', async () => {
  const doctor = await clinic.signedIn('okafor')
  const meeting = await doctor.data('createMeeting', { input: { title: 'Check-up' } })
  const code = meeting.invites[0]?.code ?? ''
  const patient = createApiClient(clinic.url)
  const params = { roomId: meeting.roomId }

  const otherProgram = openDatabase(file, 1_000)
  otherProgram.exec('BEGIN IMMEDIATE')
  const refused = await Promise.all([
    doctor.call('createMeeting', { input: { title: 'Another' } }),
    patient.call('redeem', { input: { code, name: 'Paul', consentVersion: '2026-11' } }),
    doctor.call('endMeeting', { params }),
    createApiClient(clinic.url).call('signIn', { input: { signInName: 'okafor', password: PASSWORD } }),
  ])
  for (const answer of refused) {
    expect(answer).toMatchObject({ status: 503, error: { code: 'store-unavailable' }, setCookies: [] })
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  }
  // What needs no writing goes on: whoever is in a call can still come back to it.
  expect((await doctor.call('ticket', { params })).status).toBe(201)
  otherProgram.exec('ROLLBACK')
  otherProgram.close()

  expect((await redeem(patient, code)).roomId).toBe(meeting.roomId)
  expect((await doctor.data('meetings')).meetings).toMatchObject([{ title: 'Check-up', state: 'scheduled' }])
})

test('a store whose file was taken away is not ready, and the process lives', async () => {
  const client = createApiClient(clinic.url)
  await rename(file, `${file}.away`)
  const ready = await client.raw('GET', '/readyz')
  expect([ready.status, await ready.json()]).toEqual([503, { status: 'store-unavailable' }])
  expect((await client.raw('GET', '/healthz')).status).toBe(200)
  await rename(`${file}.away`, file)
})
