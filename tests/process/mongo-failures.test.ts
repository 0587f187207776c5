import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createApiClient, redeem } from '../support/api-client.ts'
import { createLiveVisit } from '../support/live-visit.ts'
import { findMongo, type MongoServer, startMongo } from '../support/mongo-server.ts'
import { type RunningSignaling, StartFailed, startSignaling } from '../support/processes.ts'
import { newId } from '../support/stored-records.ts'
import { createTcpProxy, type Line, type TcpProxy } from '../support/tcp-proxy.ts'

const way = await findMongo()
/** An answer, told to come back included, is there within this time. */
const ANSWERED_WITHIN_MS = 3_000
const RECOVERED_WITHIN_MS = 10_000
const ROUNDS = 8

describe.skipIf(way.kind === 'none')('a process whose MongoDB', () => {
  let server: MongoServer
  let proxy: TcpProxy
  let signaling: RunningSignaling
  beforeAll(async () => {
    server = await startMongo()
  }, 60_000)
  afterAll(() => server.stop())

  let url: string
  async function start(line: Line): Promise<void> {
    if (!server.address) throw new Error('These tests stand between the process and one server.')
    proxy = await createTcpProxy(server.address, line)
    url = server.url(newId(), proxy.port)
    signaling = await startSignaling({ env: { MONGODB_URL: url } })
  }
  afterEach(async () => {
    await proxy.become({ is: 'through' })
    await signaling.stop()
    await proxy.close()
  })

  async function refusedInTime(ask: () => Promise<{ status: number; headers: Headers }>): Promise<void> {
    const started = performance.now()
    const { status, headers } = await ask()
    expect(performance.now() - started).toBeLessThan(ANSWERED_WITHIN_MS)
    expect(status).toBe(503)
    expect(Number(headers.get('retry-after') ?? '1')).toBeGreaterThan(0)
  }
  const ready = () => createApiClient(signaling.url).raw('GET', '/readyz')

  async function recovered(): Promise<void> {
    await vi.waitFor(async () => expect((await ready()).status).toBe(200), {
      timeout: RECOVERED_WITHIN_MS,
      interval: 200,
    })
  }

  test('is absent at start says so to everybody, and serves when it comes', async () => {
    await start({ is: 'cut' })
    expect(signaling.firstTry).toBeNull()
    const somebody = createApiClient(signaling.url)
    const code = 'AAAA-BBBB-CCCC'
    const setUp = { code, signInName: 'okafor', name: 'Dr. Amara Okafor', password: 'long enough for anybody' }
    await refusedInTime(ready)
    await refusedInTime(() => somebody.call('redeem', { input: { code, name: 'Paul', consentVersion: '2026-11' } }))
    await refusedInTime(() => somebody.call('signIn', { input: { signInName: 'okafor', password: 'no matter what' } }))
    await refusedInTime(() => somebody.call('setUp', { input: setUp }))
    expect((await somebody.raw('GET', '/healthz')).status).toBe(200)

    const links = new Promise<unknown>((resolve) => signaling.child.on('message', resolve))
    await proxy.become({ is: 'through' })
    await recovered()
    expect(await links).toMatchObject({ type: 'first-try', firstTry: { doctorSecret: expect.any(String) } })
  })

  describe('was there at start', () => {
    beforeEach(() => start({ is: 'through' }))

    test.for<Line>([{ is: 'cut' }, { is: 'slow', ms: 5_000 }])(
      'and then is %o: people are told within 3 s, calls go on, and 10 s after it is back all is well',
      async (line) => {
        const visit = await createLiveVisit(signaling)
        const doctor = await visit.doctor.join()
        const patient = await visit.patient.join()
        await vi.waitFor(async () => expect((await visit.stored()).state).toBe('active'))
        const invited = await visit.doctor.api.data('createMeeting', { input: { title: 'Kept' } })
        const code = invited.invites[0]?.code ?? ''

        await proxy.become(line)
        const later = createApiClient(signaling.url)
        const consent = { code, name: 'Paul', consentVersion: '2026-11' }
        await refusedInTime(() => later.call('redeem', { input: consent }))
        await refusedInTime(() => visit.doctor.api.call('createMeeting', { input: { title: 'Told that it was not' } }))
        await refusedInTime(ready)
        patient.say({ type: 'chat-message', id: 'aaaaaaaaaaaa', text: 'still here' })
        expect((await doctor.next('chat-message')).text).toBe('still here')
        patient.say({ type: 'leave-room' })
        await doctor.next('user-left')

        await proxy.become({ is: 'through' })
        await recovered()
        expect((await redeem(later, code)).roomId).toBe(invited.roomId)
        // What happened in the room meanwhile is written down after all.
        await vi.waitFor(
          async () => {
            const { participants } = await visit.stored()
            expect(participants.find(({ role }) => role === 'patient')?.leftAt).not.toBeNull()
          },
          { timeout: RECOVERED_WITHIN_MS, interval: 200 },
        )
        const titles = (await visit.doctor.api.data('meetings')).meetings.map(({ title }) => title)
        expect(titles.filter((title) => title === 'Kept')).toHaveLength(1)
        expect(titles).not.toContain('Told that it was not')
      },
    )

    test('loses its connection in the middle of a write has written it once, and says so', async () => {
      const visit = await createLiveVisit(signaling)
      const { api } = visit.doctor
      for (let round = 0; round < ROUNDS; round += 1) {
        await proxy.become({ is: 'reset-at-answer', to: 'insert', collection: 'meetings' })
        const title = `Round ${round}`
        const { status } = await api.call('createMeeting', { input: { title } })
        expect(status).toBe(201)
      }
      expect(proxy.lostAnswers()).toBe(ROUNDS)
      const titles: string[] = []
      for (let after: string | null = null, more = true; more; ) {
        const page: { meetings: { title: string }[]; next: string | null } = await api.data('meetings', {
          input: after === null ? {} : { after },
        })
        titles.push(...page.meetings.map(({ title }) => title).filter((title) => title.startsWith('Round')))
        after = page.next
        more = after !== null
      }
      expect(titles.toSorted()).toEqual(Array.from({ length: ROUNDS }, (_, round) => `Round ${round}`).toSorted())
    })

    test('loses its connection while a call is ended has ended it once, and the doctor is told', async () => {
      const visit = await createLiveVisit(signaling)
      const doctor = await visit.doctor.join()
      await proxy.become({ is: 'reset-at-answer', to: 'update', collection: 'meetings' })
      doctor.say({ type: 'end-call' })
      expect((await doctor.next('call-ended')).by).toBe('doctor')
      expect(proxy.lostAnswers()).toBe(1)
      await vi.waitFor(async () => expect(await visit.stored()).toMatchObject({ state: 'ended', endReason: 'doctor' }))
    })
  })

  test('lets more than one of several racing writers win is refused, in one sentence, and never served', async () => {
    await start({ is: 'cut' })
    const ended = new Promise((resolve) => signaling.child.once('exit', resolve))
    await proxy.become({ is: 'lying' })
    expect(await ended).toBe(1)
    const again = startSignaling({ env: { MONGODB_URL: url } })
    await expect(again).rejects.toThrow(/Of 50 racing .* 50 have won, and only one may/)
    await expect(again).rejects.toBeInstanceOf(StartFailed)
  })

  test('is killed between its answers keeps all it has answered', async () => {
    await start({ is: 'through' })
    const visit = await createLiveVisit(signaling)
    const acknowledged: string[] = []
    for (let round = 0; round < 6; round += 1) {
      const cutting = proxy.become({ is: 'cut' })
      const asked = Promise.all(
        Array.from({ length: 4 }, () => visit.doctor.api.call('createMeeting', { input: { title: 'Asked' } })),
      )
      await cutting
      await proxy.become({ is: 'through' })
      for (const answer of await asked) if (answer.success) acknowledged.push(answer.data.roomId)
      await recovered()
    }
    await signaling.stop()
    signaling = await startSignaling({ env: { MONGODB_URL: url } })
    const again = createApiClient(signaling.url)
    await again.data('trySample', { input: { secret: signaling.firstTry?.doctorSecret ?? '' } })
    for (const roomId of acknowledged) {
      expect((await again.data('meeting', { params: { roomId } })).title).toBe('Asked')
    }
  })
})
