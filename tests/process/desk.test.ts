import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PROTOCOL_VERSION } from '../../signaling/contract/limits.ts'
import type { RouteName } from '../../signaling/contract/routes.ts'
import type { ApiClient } from '../support/api-client.ts'
import { type Clinic, startClinic } from '../support/clinic.ts'
import { watchDesk } from '../support/desk.ts'
import { createLiveVisit } from '../support/live-visit.ts'
import { SDP } from '../support/rooms-world.ts'
import { openSignaling } from '../support/signaling-client.ts'

let clinic: Clinic
let okafor: ApiClient
let lindqvist: ApiClient
beforeAll(async () => {
  clinic = await startClinic()
  ;[okafor, lindqvist] = [await clinic.signedIn('okafor'), await clinic.signedIn('lindqvist')]
})
afterAll(() => clinic.stop())

const BY_DOCTOR = { admission: 'by-doctor' } as const
const DEEDS = ['admit', 'hold', 'tell'] as const

/** A visit of Dr. Okafor's where the doctor opens the door, and the patient before it. */
async function waitingVisit(input: object = {}) {
  const visit = await createLiveVisit(clinic.signaling, { ...BY_DOCTOR, ...input }, okafor)
  const patient = await visit.patient.page()
  await patient.next('waiting')
  const params = { roomId: visit.roomId, participantId: visit.patient.id }
  return { ...visit, page: patient, params }
}

async function accountIdOf(api: ApiClient): Promise<string> {
  return (await api.data('account')).accountId
}

describe('a doctor’s desk', () => {
  test('[Q2] shows who arrives in any of their meetings, how they are, and what they write', async () => {
    const desk = await watchDesk(clinic.url, okafor)
    expect(await desk.until(() => true)).toEqual([])
    const { page, patient, roomId } = await waitingVisit({ title: 'Knee', language: 'tr' })
    await desk.until(([first]) => first?.participant.id === patient.id)
    page.say({ type: 'note', id: 'aaaaaaaaaaaa', text: 'I am in the car park' })
    const { note } = await page.next('note')
    const [arrival] = await desk.until(([first]) => first?.notes.length === 1)
    expect(arrival).toMatchObject({ roomId, title: 'Knee', language: 'tr', where: 'door', held: false, notes: [note] })
    expect(await patient.api.data('noteCheck', { params: { roomId }, input: { verdict: 'sound-only' } })).toBeDefined()
    await desk.until(([first]) => first?.check?.verdict === 'sound-only')
    expect((await okafor.data('desk')).arrivals).toMatchObject([{ roomId, check: { verdict: 'sound-only' } }])
    page.say({ type: 'leave-room' })
    await desk.until((arrivals) => arrivals.length === 0)
    desk.client.close()
  })

  test('[Q2] admits, says something, holds: each reaches the one it is for', async () => {
    const { page, params, doctor } = await waitingVisit()
    const told = await okafor.data('tell', { params, input: { word: 'we-are-coming' } })
    expect((await page.next('note')).note).toEqual(told)
    expect(await okafor.data('admit', { params })).toEqual({ admitted: 'now' })
    await page.next('joined')
    expect(await okafor.data('admit', { params })).toEqual({ admitted: 'before' })
    const doctors = await doctor.join()
    expect(await okafor.data('hold', { params })).toEqual({ held: 'now' })
    expect(await page.next('waiting')).toMatchObject({ held: true, notes: [told] })
    expect(await doctors.next('user-left')).toMatchObject({ from: params.participantId, reason: 'held' })
    expect(await okafor.data('hold', { params })).toEqual({ held: 'before' })
    page.say({ type: 'offer', to: doctor.id, description: { type: 'offer', sdp: SDP }, generation: 1 })
    expect((await page.next('error')).reason).toBe('not-admitted')
    doctors.say({ type: 'admit', participant: params.participantId })
    await page.next('joined')
    for (const client of [page, doctors]) client.close()
  })

  test('[H1] the doctor in the room sends somebody back by the socket', async () => {
    const visit = await createLiveVisit(clinic.signaling, {}, okafor)
    const [doctor, patient] = [await visit.doctor.join(), await visit.patient.join()]
    doctor.say({ type: 'hold', participant: visit.patient.id })
    expect((await patient.next('waiting')).held).toBe(true)
    patient.close()
    doctor.close()
  })

  test('[Q2] is another doctor’s for no ticket and no cookie', async () => {
    const { page, params } = await waitingVisit()
    const others = await watchDesk(clinic.url, lindqvist)
    expect(await others.until(() => true)).toEqual([])
    expect((await lindqvist.data('desk')).arrivals).toEqual([])
    for (const deed of DEEDS) {
      const answer = await lindqvist.call(deed, { params, input: deed === 'tell' ? { word: 'unmute' } : {} })
      expect([deed, answer.status]).toEqual([deed, 404])
    }
    const to = { doctor: await accountIdOf(lindqvist) }
    expect((await lindqvist.call('moveMeeting', { params: { roomId: params.roomId }, input: to })).status).toBe(404)
    await page.settled()
    expect(page.heard.map(({ type }) => type)).toEqual(['waiting', 'pong'])
    others.client.close()
    page.close()
  })

  test('is closed to those who wait and to administrators who see no patients', async () => {
    const { page, params, patient } = await waitingVisit()
    const routes: RouteName[] = ['desk', 'deskTicket', ...DEEDS, 'moveMeeting']
    for (const name of routes) {
      const input = name === 'tell' ? { word: 'unmute' } : name === 'moveMeeting' ? { doctor: '000000000000' } : {}
      expect([name, (await patient.api.call(name, { params, input })).status]).toEqual([name, 401])
    }
    const marsh = await clinic.signedIn('marsh')
    expect((await marsh.call('deskTicket')).status).toBe(403)
    expect((await marsh.data('desk')).arrivals).toEqual([])
    await page.settled()
    expect(page.heard.map(({ type }) => type)).toEqual(['waiting', 'pong'])
    page.close()
  })

  test('[Q2] a ticket opens one desk, once, and no seat', async () => {
    const { ticket } = await okafor.data('deskTicket')
    const first = await openSignaling(clinic.url)
    first.say({ type: 'watch-desk', version: PROTOCOL_VERSION, ticket })
    await first.next('desk')
    const second = await openSignaling(clinic.url)
    second.say({ type: 'watch-desk', version: PROTOCOL_VERSION, ticket })
    expect(await second.closed).toEqual({ code: 4403, reason: 'ticket-refused' })
    const third = await openSignaling(clinic.url)
    third.say({
      type: 'join-room',
      version: PROTOCOL_VERSION,
      ticket: (await okafor.data('deskTicket')).ticket,
      device: 'phone',
    })
    expect(await third.closed).toEqual({ code: 4403, reason: 'ticket-refused' })
    first.close()
  })

  test('[R3] closes within a second when the doctor signs out', async () => {
    const tab = await clinic.signedIn('okafor')
    const desk = await watchDesk(clinic.url, tab)
    await desk.client.next('desk')
    const signedOut = performance.now()
    await tab.data('signOut')
    expect(await desk.client.closed).toEqual({ code: 4411, reason: 'removed' })
    expect(performance.now() - signedOut).toBeLessThan(1_000)
    expect((await tab.call('desk')).status).toBe(401)
  })

  test('refuses what makes no sense, in a sentence, and nothing is said to anybody', async () => {
    const { page, params, roomId, doctor } = await waitingVisit()
    const tell = async (input: object) => {
      const answer = await okafor.call('tell', { params, input })
      return answer.success ? 'said' : [answer.status, Object.keys(answer.error.fields ?? {})]
    }
    expect(await tell({})).toEqual([422, ['text']])
    expect(await tell({ word: 'unmute', text: 'Unmute' })).toEqual([422, ['text']])
    expect(await tell({ word: 'go-away' })).toEqual([422, ['word']])
    for (const text of ['', 'x'.repeat(501), 'two\nlines', 'right\u202eto left', 'a\u2066b', 'bell\u0007']) {
      expect(await tell({ text })).toEqual([422, ['text']])
    }
    const nobody = { roomId, participantId: 'zzzzzzzzzzzz' }
    const themselves = { roomId, participantId: doctor.id }
    for (const whom of [nobody, themselves]) {
      expect((await okafor.call('admit', { params: whom })).status).toBe(404)
      expect((await okafor.call('hold', { params: whom })).status).toBe(404)
    }
    await page.settled()
    expect(page.heard.map(({ type }) => type)).toEqual(['waiting', 'pong'])
    page.say({ type: 'leave-room' })
    await page.closed
    const gone = await okafor.call('admit', { params })
    expect([gone.status, gone.success ? '' : gone.error.code]).toEqual([409, 'not-waiting'])
    await okafor.data('endMeeting', { params: { roomId } })
    for (const deed of DEEDS) {
      const ended = await okafor.call(deed, { params, input: deed === 'tell' ? { word: 'unmute' } : {} })
      expect([deed, ended.status]).toEqual([deed, 410])
    }
  })
})

describe('[M1] moving a visit to a colleague', () => {
  test('leaves those who wait where they are, and shows them at the other desk', async () => {
    const { page, params, roomId, doctor } = await waitingVisit()
    const desk = await watchDesk(clinic.url, lindqvist)
    await desk.until((arrivals) => arrivals.length === 0)
    const before = await doctor.join()
    const [colleague] = (await okafor.data('desk')).colleagues
    expect(colleague).toEqual({ accountId: await accountIdOf(lindqvist), name: 'Dr. Eva Lindqvist' })
    const move = { params: { roomId }, input: { doctor: colleague?.accountId } }
    await okafor.data('moveMeeting', move)
    expect(await before.closed).toEqual({ code: 4411, reason: 'removed' })
    await desk.until(([first]) => first?.participant.id === params.participantId)
    for (const route of ['call', 'meeting'] as const) {
      expect((await okafor.call(route, { params: { roomId } })).status).toBe(404)
    }
    expect((await okafor.call('moveMeeting', move)).status).toBe(404)
    expect((await okafor.call('admit', { params })).status).toBe(404)
    await page.settled()
    // Their place alone may be another one: at the other desk others wait.
    expect(page.heard.map(({ type }) => type).filter((type) => type !== 'queue')).toEqual(['waiting', 'pong'])
    expect(await lindqvist.data('admit', { params })).toEqual({ admitted: 'now' })
    await page.next('joined')
    const ticket = (await lindqvist.data('ticket', { params: { roomId } })).ticket
    const newDoctor = await openSignaling(clinic.url)
    newDoctor.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket, device: 'computer' })
    expect((await newDoctor.next('joined')).participants.map(({ id }) => id)).toEqual([params.participantId])
    for (const client of [page, newDoctor, desk.client]) client.close()
  })

  test('goes to a doctor who works here and nobody else', async () => {
    const { page, roomId } = await waitingVisit()
    const marsh = await clinic.signedIn('marsh')
    const added = await marsh.data('adminAddPerson', {
      input: { name: 'Dr. On Leave', signInName: 'on-leave', roles: ['doctor'] },
    })
    const { accountId } = added.person
    await marsh.data('adminChangePerson', { params: { accountId }, input: { disabled: true } })
    const wrong = [accountId, await accountIdOf(marsh), await accountIdOf(okafor), 'zzzzzzzzzzzz', 'nonsense']
    for (const doctor of wrong) {
      const answer = await okafor.call('moveMeeting', { params: { roomId }, input: { doctor } })
      expect([doctor, answer.status]).toEqual([doctor, 422])
    }
    expect((await okafor.data('desk')).colleagues.map(({ name }) => name)).toEqual(['Dr. Eva Lindqvist'])
    page.close()
  })
})
