import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ApiClient, redeem } from '../support/api-client.ts'
import { type Clinic, startClinic } from '../support/clinic.ts'
import { createLiveVisit, type LiveVisit } from '../support/live-visit.ts'
import type { SignalingClient } from '../support/signaling-client.ts'

let clinic: Clinic
let okafor: ApiClient
let lindqvist: ApiClient
beforeAll(async () => {
  clinic = await startClinic()
  ;[okafor, lindqvist] = [await clinic.signedIn('okafor'), await clinic.signedIn('lindqvist')]
})
afterAll(() => clinic.stop())

const ROUNDS = 300
/** Of those that need a visit of their own each. */
const VISITS = 200
const LONG = { timeout: 240_000 }

async function waitingVisit(): Promise<{ visit: LiveVisit; page: SignalingClient; params: ParamsOfPerson }> {
  const visit = await createLiveVisit(clinic.signaling, { admission: 'by-doctor' }, okafor)
  const page = await visit.patient.page()
  await page.next('waiting')
  return { visit, page, params: { roomId: visit.roomId, participantId: visit.patient.id } }
}
type ParamsOfPerson = { roomId: string; participantId: string }

const count = (client: SignalingClient, type: string) => client.heard.filter((message) => message.type === type).length

/** What an admission came to: let in now, let in before, or the reason it was refused with. */
async function admits(doctor: ApiClient, params: ParamsOfPerson): Promise<string> {
  const answer = await doctor.call('admit', { params })
  return answer.success ? answer.data.admitted : answer.error.code
}

test(
  `two tabs and the call page admit at once, ${ROUNDS} times: once each time, and all are told so`,
  LONG,
  async () => {
    const { visit, page, params } = await waitingVisit()
    const doctor = await visit.doctor.join()
    for (let round = 1; round <= ROUNDS; round += 1) {
      const tabs = [admits(okafor, params), admits(okafor, params)]
      // From the call as well, as often as its limits allow (L1).
      const fromTheCall = round % 6 === 0
      if (fromTheCall) doctor.say({ type: 'admit', participant: params.participantId })
      const said = await Promise.all(tabs)
      await doctor.next('user-joined')
      await page.next('joined')
      expect(said.filter((one) => one !== 'now' && one !== 'before')).toEqual([])
      expect(said.filter((one) => one === 'now').length).toBeLessThanOrEqual(1)
      if (fromTheCall) await doctor.settled()
      await okafor.data('hold', { params })
      await page.next('waiting')
      // What was said before is heard before.
      await doctor.next('user-left')
      expect([count(doctor, 'user-joined'), count(page, 'joined')]).toEqual([round, round])
    }
    expect(count(doctor, 'error')).toBe(0)
    page.close()
    doctor.close()
  },
)

test(
  `two doctors admit while the visit moves between them, ${ROUNDS} times: once at most, by whoever has it`,
  LONG,
  async () => {
    const { page, params } = await waitingVisit()
    const ids = await Promise.all([okafor, lindqvist].map(async (api) => (await api.data('account')).accountId))
    let [from, to] = [okafor, lindqvist]
    let outcomes = { moverAdmitted: 0, otherAdmitted: 0, nobody: 0 }
    for (let round = 0; round < ROUNDS; round += 1) {
      const doctor = ids[from === okafor ? 1 : 0] ?? ''
      const { roomId } = params
      // Now one and now the other has a head start, so that both orders are seen.
      const early = round % 3 === 0 ? admits(from, params) : null
      const moved = from.call('moveMeeting', { params: { roomId }, input: { doctor } })
      const [byMover, byOther] = await Promise.all([early ?? admits(from, params), admits(to, params)])
      expect((await moved).status).toBe(200)
      expect([byMover, byOther].filter((one) => one === 'now').length).toBeLessThanOrEqual(1)
      for (const said of [byMover, byOther]) expect(['now', 'before', 'not-found']).toContain(said)
      if (byMover === 'now') outcomes = { ...outcomes, moverAdmitted: outcomes.moverAdmitted + 1 }
      else if (byOther === 'now') outcomes = { ...outcomes, otherAdmitted: outcomes.otherAdmitted + 1 }
      else outcomes = { ...outcomes, nobody: outcomes.nobody + 1 }
      // Whatever came of it: from here on the visit is the other doctor's alone.
      expect(await admits(from, params)).toBe('not-found')
      const after = await admits(to, params)
      expect(after).toBe(byMover === 'now' || byOther === 'now' ? 'before' : 'now')
      await page.next('joined')
      await to.data('hold', { params })
      await page.next('waiting')
      expect(count(page, 'joined')).toBe(round + 1)
      ;[from, to] = [to, from]
    }
    expect(page.heard.filter(({ type }) => type === 'user-joined' || type === 'user-left')).toEqual([])
    expect(outcomes.moverAdmitted).toBeGreaterThan(0)
    expect(outcomes.otherAdmitted + outcomes.nobody).toBeGreaterThan(0)
    page.close()
  },
)

test(
  `a doctor admits while the invite is revoked, ${VISITS} times: nobody is seated, and the next to come waits`,
  LONG,
  async () => {
    for (let round = 0; round < VISITS; round += 1) {
      const { visit, page, params } = await waitingVisit()
      const revoke = () =>
        okafor.data('issueInvite', { params: { roomId: visit.roomId }, input: { participantId: params.participantId } })
      const [said, invite] =
        round % 2 === 0
          ? await Promise.all([admits(okafor, params), revoke()])
          : await Promise.all([revoke(), admits(okafor, params)]).then(
              ([issued, admitted]) => [admitted, issued] as const,
            )
      expect(['now', 'not-waiting']).toContain(said)
      expect(await page.closed).toEqual({ code: 4411, reason: 'removed' })
      expect(await admits(okafor, params)).toBe('not-waiting')
      if (round % 10 !== 0) continue
      await redeem(visit.patient.api, invite.code)
      const next = await visit.patient.page()
      await next.next('waiting')
      next.close()
    }
  },
)

test(`a doctor admits while the visit ends, ${VISITS} times: nobody is seated and nobody comes in`, LONG, async () => {
  const said = { now: 0, 'not-waiting': 0, 'meeting-ended': 0 }
  const rooms = new Set<string>()
  for (let round = 0; round < VISITS; round += 1) {
    const { visit, page, params } = await waitingVisit()
    rooms.add(visit.roomId)
    const end = () => okafor.data('endMeeting', { params: { roomId: visit.roomId } })
    const [first, second] = round % 2 === 0 ? [end(), admits(okafor, params)] : [admits(okafor, params), end()]
    const [one, other] = await Promise.all([first, second])
    const admitted = typeof one === 'string' ? one : other
    if (admitted === 'now' || admitted === 'not-waiting' || admitted === 'meeting-ended') said[admitted] += 1
    else expect(admitted).toBe('one of those')
    expect(await page.closed).toEqual({ code: 4412, reason: 'ended' })
    expect(await admits(okafor, params)).toBe('meeting-ended')
    expect((await visit.patient.api.call('wait', { params: { roomId: visit.roomId } })).status).toBe(410)
    expect((await visit.patient.api.call('ticket', { params: { roomId: visit.roomId } })).status).toBe(410)
  }
  expect(said['not-waiting']).toBe(0)
  const { arrivals } = await okafor.data('desk')
  expect(arrivals.filter(({ roomId }) => rooms.has(roomId))).toEqual([])
})
