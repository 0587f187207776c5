import { describe, expect, test } from 'vitest'
import { createApiWorld } from '../../../support/api-world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

describe('sessions and time', () => {
  test('staff are out after half an hour without a request, and not while they make some', async () => {
    const world = await createApiWorld()
    const doctor = await world.sampleDoctor()
    for (let times = 0; times < 5; times += 1) {
      world.clock.advance(29 * MINUTE)
      expect((await doctor.call('account')).status).toBe(200)
    }
    world.clock.advance(31 * MINUTE)
    expect((await doctor.call('account')).status).toBe(401)
  })

  test('staff are out after twelve hours, however busy they are', async () => {
    const world = await createApiWorld()
    const doctor = await world.sampleDoctor()
    const statuses: number[] = []
    for (let passed = 0; passed <= 12 * HOUR; passed += 20 * MINUTE) {
      statuses.push((await doctor.call('account')).status)
      world.clock.advance(20 * MINUTE)
    }
    expect(statuses.slice(0, -1).every((status) => status === 200)).toBe(true)
    expect(statuses.at(-1)).toBe(401)
  })

  test('a patient keeps their place for a day without a word', async () => {
    const world = await createApiWorld()
    const patient = world.browser()
    const { said } = await patient.call('redeem', world.said(world.links?.patientCode ?? ''))
    const params = { roomId: said.data.roomId }
    world.clock.advance(23 * HOUR)
    expect((await patient.call('ticket', {}, params)).status).toBe(201)
    world.clock.advance(2 * HOUR)
    expect((await patient.call('ticket', {}, params)).status).toBe(401)
  })

  test('an invite works until thirty days after the planned time', async () => {
    const world = await createApiWorld()
    const doctor = await world.sampleDoctor()
    const startsAt = new Date(world.clock.now() + 10 * DAY).toISOString()
    const { said } = await doctor.call('createMeeting', { title: 'Check-up', startsAt })
    const code = said.data.invites[0].code
    world.clock.advance(39 * DAY)
    expect((await world.browser().call('redeem', world.said(code))).status).toBe(200)
    world.clock.advance(2 * DAY)
    expect((await world.browser().call('redeem', world.said(code))).status).toBe(404)
  })
})

describe('the live rooms are told', () => {
  test('when a meeting ends and when an invite is renewed', async () => {
    const world = await createApiWorld()
    const doctor = await world.sampleDoctor()
    const { roomId, invites } = (await doctor.call('createMeeting', { title: 'Check-up' })).said.data
    const { participantId } = invites[0]
    await doctor.call('issueInvite', { participantId }, { roomId })
    await doctor.call('endMeeting', {}, { roomId })
    expect(world.asked).toEqual([`remove ${roomId} ${participantId}`, `end ${roomId} doctor`])
  })

  test('when the first account retires the sample with its meetings', async () => {
    const world = await createApiWorld()
    const doctor = await world.sampleDoctor()
    const { roomId } = (await doctor.call('createMeeting', { title: 'Check-up' })).said.data
    const input = { name: 'Ada', signInName: 'ada.marsh', password: 'long enough to be one' }
    expect((await world.browser().call('setUp', { ...input, code: world.links?.administratorCode })).status).toBe(201)
    expect(world.asked).toHaveLength(2)
    expect(world.asked).toContain(`end ${roomId} administrator`)
  })

  test('a ticket that was made while its invite was revoked is never handed out', async () => {
    let revoke = async () => undefined as unknown
    const world = await createApiWorld((store) => ({
      ...store,
      meetings: {
        ...store.meetings,
        async forParticipant(participantId, roomId) {
          const found = await store.meetings.forParticipant(participantId, roomId)
          await revoke()
          return found
        },
      },
    }))
    const doctor = await world.sampleDoctor()
    const { roomId, invites } = (await doctor.call('createMeeting', { title: 'Check-up' })).said.data
    const patient = world.browser()
    await patient.call('redeem', world.said(invites[0].code))
    const { participantId } = invites[0]
    revoke = () => {
      revoke = async () => undefined
      return doctor.call('issueInvite', { participantId }, { roomId })
    }
    const { status, body } = await patient.call('ticket', {}, { roomId })
    expect(status).toBe(404)
    expect(body).not.toContain('"ticket"')
  })
})

describe('when something breaks', () => {
  test('a fault is answered with an id that the log has too, and with nothing of itself', async () => {
    const world = await createApiWorld((store) => ({
      ...store,
      accounts: {
        ...store.accounts,
        bySignInName: async () => {
          throw new TypeError('secret innards')
        },
      },
    }))
    const { status, said, body } = await world.browser().call('signIn', { signInName: 'ada', password: 'x' })
    expect(status).toBe(500)
    expect(said.error).toMatchObject({ code: 'server-error', errorId: expect.stringMatching(/^[0-9a-z]{8}$/) })
    expect(body).not.toContain('innards')
    expect(world.logged).toContainEqual(expect.objectContaining({ event: 'fault', errorId: said.error.errorId }))
  })

  test('without a store every route that needs it says to come back', async () => {
    const world = await createApiWorld()
    const doctor = await world.sampleDoctor()
    await world.store.close()
    for (const name of ['account', 'meetings', 'createMeeting', 'signOut'] as const) {
      const { status, said, headers } = await doctor.call(name, name === 'createMeeting' ? { title: 'A' } : {})
      expect([status, said.error.code]).toEqual([503, 'store-unavailable'])
      expect(Number(headers['Retry-After'])).toBeGreaterThan(0)
    }
    const { status } = await world.browser().call('redeem', world.said('ABCD-EFGH-JKMN'))
    expect(status).toBe(503)
  })
})

test('the log has no names, codes, secrets or addresses, whatever is done', async () => {
  const world = await createApiWorld()
  const doctor = await world.sampleDoctor()
  const { said } = await doctor.call('createMeeting', { title: 'Planted title', guests: ['family'] })
  const patient = world.browser()
  const { roomId, invites } = said.data
  await patient.call('redeem', world.said(invites[0].code, 'Planted Name'))
  await patient.call('redeem', world.said('PLAN-TEDC-0DE0', 'Planted Name'))
  const ticket = await patient.call('ticket', {}, { roomId })
  await patient.call('reportProblem', { id: '01234567', problem: 'camera-denied' }, { roomId })
  await doctor.call('issueInvite', { participantId: invites[1].participantId }, { roomId })
  await doctor.call('endMeeting', {}, { roomId })
  await world.browser().call('signIn', { signInName: 'planted.name', password: 'planted password' })
  const setUp = { name: 'Planted Name', signInName: 'planted.name', password: 'planted password' }
  await world.browser().call('setUp', { ...setUp, code: world.links?.administratorCode })

  const log = JSON.stringify(world.logged)
  expect(world.logged.length).toBeGreaterThan(6)
  const planted = [...doctor.cookies.values(), ...patient.cookies.values(), ticket.said.data.ticket]
  for (const { code } of invites) planted.push(code, code.replaceAll('-', ''))
  for (const secret of [...planted, ...Object.values(world.links ?? {}), '192.0.2.1']) expect(log).not.toContain(secret)
  expect(log).not.toMatch(/planted/i)
})
