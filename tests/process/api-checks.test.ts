import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ECHO_LENGTH } from '../../signaling/contract/echo-length.ts'
import { turnCredential } from '../../signaling/turn/credentials.ts'
import { createApiClient, redeem } from '../support/api-client.ts'
import { type Clinic, startClinic } from '../support/clinic.ts'
import { type Coturn, startCoturn, whyNoCoturn } from '../support/coturn.ts'
import { openAt } from '../support/embedded-store.ts'
import { startSignaling } from '../support/processes.ts'
import { callRelay } from '../support/relay-caller.ts'

const SECRET = 'a shared secret of a clinic'
const RELAY = {
  STUN_URLS: 'stun:turn.example.org',
  TURN_URLS: 'turn:turn.example.org,turns:turn.example.org:443',
  TURN_SECRET: SECRET,
}

let clinic: Clinic
beforeAll(async () => {
  clinic = await startClinic(RELAY)
})
afterAll(() => clinic.stop())

describe('the servers to try', () => {
  test('come to anybody, with a credential good for a minute that all who try share', async () => {
    const before = Math.floor(Date.now() / 1000)
    const { iceServers } = await createApiClient(clinic.url).data('checkIceServers')
    expect(iceServers.map(({ urls }) => urls)).toEqual([RELAY.STUN_URLS.split(','), RELAY.TURN_URLS.split(',')])
    const { username = '', credential } = iceServers[1] ?? {}
    const [until, who] = username.split(':')
    expect(who).toBe('check')
    expect(Number(until) - before).toBeGreaterThanOrEqual(60)
    expect(Number(until) - before).toBeLessThanOrEqual(61)
    expect(credential).toBe(turnCredential(SECRET, 'check', (Number(until) - 60) * 1000, 60_000).credential)
  })

  test('come to one address ten times and then once in a while; a /64 of IPv6 is one address', async () => {
    const statuses: number[] = []
    for (let asked = 0; asked < 12; asked += 1) {
      const somebody = createApiClient(clinic.url, `2001:db8:c:c::${asked}`)
      statuses.push((await somebody.call('checkIceServers')).status)
    }
    expect(statuses).toEqual([...Array(10).fill(200), 429, 429])
    const refused = await createApiClient(clinic.url, '2001:db8:c:c:9::').call('checkIceServers')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await createApiClient(clinic.url, '2001:db8:c:d::1').call('checkIceServers')).status).toBe(200)
  })

  test('are none where the clinic has none', async () => {
    const plain = await startSignaling()
    try {
      expect(await createApiClient(plain.url).data('checkIceServers')).toEqual({ iceServers: [] })
    } finally {
      await plain.stop()
    }
  })
})

describe('the echo', () => {
  test('sends back what it was sent, and refuses more than its measure', async () => {
    const somebody = createApiClient(clinic.url)
    const padding = 'aZ9_-'.repeat(1_000)
    expect(await somebody.data('echo', { input: { padding } })).toEqual({ padding })
    for (const wrong of ['a'.repeat(ECHO_LENGTH + 1), '<b>']) {
      expect(await somebody.call('echo', { input: { padding: wrong } })).toMatchObject({
        status: 422,
        error: { fields: { padding: expect.any(String) } },
      })
    }
  })

  test('is for one address only so often, and for others meanwhile', async () => {
    const eager = createApiClient(clinic.url)
    const statuses: number[] = []
    for (let asked = 0; asked < 400 && statuses.at(-1) !== 429; asked += 1) {
      statuses.push((await eager.call('echo', { input: { padding: 'a' } })).status)
    }
    expect(statuses.length).toBeGreaterThan(300)
    expect(statuses.at(-1)).toBe(429)
    expect((await createApiClient(clinic.url).call('echo', { input: { padding: 'a' } })).status).toBe(200)
  })
})

describe('what a check found', () => {
  test('is kept with the visit, the last time counting, and shown to nobody without a seat in it', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'bedside-check-'))
    const signaling = await startSignaling({ dataDir })
    try {
      const patient = createApiClient(signaling.url)
      const { roomId, you } = await redeem(patient, signaling.firstTry?.patientCode ?? '')
      const asked = (verdict: string) => ({ params: { roomId }, input: { verdict } })
      await patient.data('noteCheck', asked('text-only'))
      const before = Date.now()
      const said = await patient.data('noteCheck', asked('sound-only'))
      expect(said).toEqual({ verdict: 'sound-only', at: expect.any(Number) })
      expect(said.at).toBeGreaterThanOrEqual(before)
      expect((await patient.call('noteCheck', asked('fine'))).status).toBe(422)
      expect((await createApiClient(signaling.url).call('noteCheck', asked('video'))).status).toBe(401)
      await signaling.stop()

      const store = await openAt(dataDir)
      const meeting = await store.meetings.forParticipant(you.participantId, roomId)
      await store.close()
      expect(meeting?.participants.map(({ role, check }) => [role, check])).toEqual([
        ['doctor', null],
        ['patient', said],
      ])
    } finally {
      await signaling.stop()
      await rm(dataDir, { recursive: true, force: true })
    }
  })

  test('is not taken once the visit is over, nor more often than people press a button', async () => {
    const doctor = await clinic.signedIn('okafor')
    const { roomId, invites } = await doctor.data('createMeeting', { input: { title: 'Check-up' } })
    const patient = createApiClient(clinic.url)
    await redeem(patient, invites[0]?.code ?? '')
    const asked = { params: { roomId }, input: { verdict: 'video' } }
    const statuses: number[] = []
    for (let times = 0; times < 11; times += 1) statuses.push((await patient.call('noteCheck', asked)).status)
    expect(statuses).toEqual([...Array(10).fill(200), 429])
    await doctor.data('endMeeting', { params: { roomId } })
    expect((await doctor.call('noteCheck', asked)).status).toBe(410)
  })
})

const why = whyNoCoturn()

describe.skipIf(why !== null)(`at a real relay${why === null ? '' : ` (${why})`}`, () => {
  let coturn: Coturn
  beforeAll(async () => {
    coturn = await startCoturn()
  })
  afterAll(() => coturn.stop())

  test('all who try have together what one person in a call has, and take nothing from those in calls', async () => {
    const USER_QUOTA = 60
    // Made at different times, as for different people.
    const made = (index: number) => turnCredential(coturn.secret, 'check', Date.now() + index * 1_000, 60_000)
    const callers = await Promise.all(
      Array.from({ length: USER_QUOTA + 1 }, (_, index) => callRelay(coturn.urls.udp, made(index))),
    )
    const outcomes = []
    for (const { session } of callers) outcomes.push(await session.allocate())
    expect(outcomes.filter(({ is }) => is === 'done')).toHaveLength(USER_QUOTA)
    expect(outcomes.at(-1)).toEqual({ is: 'refused', code: 486 })
    const inCall = await callRelay(coturn.urls.udp, turnCredential(coturn.secret, 'somebody', Date.now()))
    expect(await inCall.session.allocate()).toMatchObject({ is: 'done' })
    for (const caller of [...callers, inCall]) caller.close()
  })
})
