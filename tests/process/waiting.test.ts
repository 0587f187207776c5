import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LIMITS, PROTOCOL_VERSION } from '../../signaling/contract/limits.ts'
import { createApiClient, redeem } from '../support/api-client.ts'
import { createLiveVisit, type LiveVisit } from '../support/live-visit.ts'
import { freePort, type RunningSignaling, startSignaling } from '../support/processes.ts'
import { openSignaling } from '../support/signaling-client.ts'

let signaling: RunningSignaling
beforeAll(async () => {
  signaling = await startSignaling()
})
afterAll(() => signaling.stop())

const BY_DOCTOR = { admission: 'by-doctor' } as const
const paramsOf = ({ roomId, patient }: LiveVisit) => ({ roomId, participantId: patient.id })

describe('waiting with a page without scripts', () => {
  test('[Q4] a refresh takes a seat, keeps it, reads and writes notes, and hears of being admitted', async () => {
    const visit = await createLiveVisit(signaling, BY_DOCTOR)
    const { patient, doctor } = visit
    const params = { roomId: visit.roomId }
    const first = await patient.api.data('wait', { params })
    expect(first).toMatchObject({ admitted: false, held: false, notes: [] })
    const { arrivals } = await doctor.api.data('desk')
    expect(arrivals).toMatchObject([{ where: 'page', away: false, participant: { id: patient.id } }])
    const said = await patient.api.data('note', { params, input: { text: 'I am here' } })
    const told = await doctor.api.data('tell', { params: paramsOf(visit), input: { text: 'Five minutes' } })
    expect(await patient.api.data('wait', { params })).toEqual({ ...first, notes: [said, told] })
    await doctor.api.data('admit', { params: paramsOf(visit) })
    expect((await patient.api.data('wait', { params })).admitted).toBe(true)
    const page = await patient.page()
    expect((await page.next('joined')).participants).toEqual([])
    page.close()
  })

  test('[Q4] is for those who are invited; an ended visit and an unknown one take nobody', async () => {
    const visit = await createLiveVisit(signaling, BY_DOCTOR)
    const params = { roomId: visit.roomId }
    expect((await visit.doctor.api.call('wait', { params })).status).toBe(403)
    expect((await createApiClient(signaling.url).call('wait', { params })).status).toBe(401)
    expect((await visit.patient.api.call('wait', { params: { roomId: 'zzzzzzzzzzzz' } })).status).toBe(401)
    await visit.doctor.api.data('endMeeting', { params })
    expect((await visit.patient.api.call('wait', { params })).status).toBe(410)
    const late = await visit.patient.api.call('note', { params, input: { text: 'Hello?' } })
    expect(late.status).toBe(410)
  })

  test('[L1] somebody who refreshes without end, or writes without end, is told when to try again', async () => {
    const visit = await createLiveVisit(signaling, BY_DOCTOR)
    const params = { roomId: visit.roomId }
    const refreshed = await Promise.all(Array.from({ length: 40 }, () => visit.patient.api.call('wait', { params })))
    const refused = refreshed.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(10)
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
    const written: number[] = []
    for (let count = 0; count < LIMITS.note.burst + 2; count += 1) {
      written.push((await visit.patient.api.call('note', { params, input: { text: `Line ${count}` } })).status)
    }
    expect(written.slice(0, LIMITS.note.burst)).toEqual(Array(LIMITS.note.burst).fill(200))
    expect(written.at(-1)).toBe(429)
  })

  test('[Q5] what changes the direction of text, and more than a line, is refused and not kept', async () => {
    const visit = await createLiveVisit(signaling, BY_DOCTOR)
    const params = { roomId: visit.roomId }
    await visit.patient.api.data('wait', { params })
    for (const text of ['two\nlines', 'right\u202eto left', '\u0000', ' ', 'x'.repeat(501)]) {
      expect((await visit.patient.api.call('note', { params, input: { text } })).status).toBe(422)
    }
    const page = await visit.patient.page()
    await page.next('waiting')
    page.sayRaw(JSON.stringify({ type: 'note', id: 'aaaaaaaaaaaa', text: 'right\u202eto left' }))
    expect(await page.closed).toEqual({ code: 4400, reason: 'bad-message' })
    const { arrivals } = await visit.doctor.api.data('desk')
    expect(arrivals.find(({ roomId }) => roomId === visit.roomId)?.notes).toEqual([])
  })
})

describe('the way through the door', () => {
  test('[W2] after a revoked invite the next one waits, whoever was let in before', async () => {
    const visit = await createLiveVisit(signaling, BY_DOCTOR)
    const page = await visit.patient.page()
    await page.next('waiting')
    await visit.doctor.api.data('admit', { params: paramsOf(visit) })
    await page.next('joined')
    page.say({ type: 'ping' })
    const invite = await visit.doctor.api.data('issueInvite', {
      params: { roomId: visit.roomId },
      input: { participantId: visit.patient.id },
    })
    expect((await page.closed).reason).toBe('removed')
    await redeem(visit.patient.api, invite.code)
    const next = await visit.patient.page()
    await next.next('waiting')
    next.close()
  })

  test('[W2] an invite revoked after the seat was given up lets nobody straight in either', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'bedside-'))
    const env = { SIGNALING_PORT: String(await freePort()) }
    const killed = await startSignaling({ env, dataDir })
    const visit = await createLiveVisit(killed, BY_DOCTOR)
    const page = await visit.patient.page()
    await page.next('waiting')
    await visit.doctor.api.data('admit', { params: paramsOf(visit) })
    await page.next('joined')
    await page.settled()
    await admittedIsStored(visit)
    await killed.kill()
    const restarted = await startSignaling({ env, dataDir })
    const invite = await visit.doctor.api.data('issueInvite', {
      params: { roomId: visit.roomId },
      input: { participantId: visit.patient.id },
    })
    await redeem(visit.patient.api, invite.code)
    const next = await visit.patient.page()
    await next.next('waiting')
    next.close()
    await restarted.stop()
    await rm(dataDir, { recursive: true, force: true })
  })

  test('[W2] [H2] after kill -9 who was admitted is straight back in the room, who waited or was held is before the door', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'bedside-'))
    const env = { SIGNALING_PORT: String(await freePort()) }
    const killed = await startSignaling({ env, dataDir })
    const visit = await createLiveVisit(killed, { ...BY_DOCTOR, guests: ['family'] })
    const open = await createLiveVisit(killed, { guests: ['family'] }, visit.doctor.api)
    const pages = [await visit.patient.page(), await visit.guests[0]?.page(), await open.patient.join()]
    await visit.doctor.api.data('admit', { params: paramsOf(visit) })
    await pages[0]?.next('joined')
    await visit.doctor.api.data('hold', { params: paramsOf(open) })
    await pages[2]?.next('waiting')
    await admittedIsStored(visit)
    await admittedIsStored(open)
    await killed.kill()
    const restarted = await startSignaling({ env, dataDir })
    const back = await visit.patient.page()
    expect((await back.next('joined')).participants).toEqual([])
    const guest = await visit.guests[0]?.page()
    expect((await guest?.next('waiting'))?.held).toBe(false)
    const held = await open.patient.page()
    expect((await held.next('waiting')).held).toBe(true)
    const newcomer = await open.guests[0]?.page()
    expect((await newcomer?.next('joined'))?.participants).toEqual([])
    expect(back.heard.map(({ type }) => type)).not.toContain('waiting')
    for (const client of [back, guest, held, newcomer]) client?.close()
    await restarted.stop()
    await rm(dataDir, { recursive: true, force: true })
  })

  test('[H2] whoever was sent back out of an open room and gives up their seat is back before the door, with whatever ticket', async () => {
    const visit = await createLiveVisit(signaling)
    const patient = await visit.patient.join()
    const before = await visit.patient.ticket()
    await visit.doctor.api.data('hold', { params: paramsOf(visit) })
    await patient.next('waiting')
    const asked = visit.patient.ticket()
    patient.say({ type: 'leave-room' })
    await patient.closed
    for (const ticket of [before, await asked, await visit.patient.ticket()]) {
      const page = await openSignaling(signaling.url)
      page.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket, device: 'phone' })
      const outcome = await page.next('waiting').catch(async () => (await page.closed).reason)
      expect(outcome).toSatisfy((one: unknown) => one === 'ticket-refused' || Reflect.get(Object(one), 'held') === true)
      page.close()
    }
    expect((await visit.doctor.api.data('desk')).arrivals.find(({ roomId }) => roomId === visit.roomId)).toMatchObject({
      held: true,
    })
  })

  /** Notes are written behind the room's back and in order: when a later one of the same room is there, so is this. */
  async function admittedIsStored({ roomId, doctor }: LiveVisit): Promise<void> {
    const page = await doctor.join()
    const isWritten = async () => {
      const { participants } = await doctor.api.data('meeting', { params: { roomId } })
      return participants.some(({ role, joinedAt }) => role === 'doctor' && joinedAt !== null)
    }
    await expect.poll(isWritten).toBe(true)
    page.close()
  }
})
