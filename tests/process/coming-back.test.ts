import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LIMITS } from '../../signaling/contract/limits.ts'
import { roomOf } from '../../src/call/core/call-state.ts'
import { areTogether, type LivePage, openLivePage } from '../support/live-page.ts'
import { createLiveVisit, type LiveVisit, sampleDoctor } from '../support/live-visit.ts'
import { freePort, type RunningSignaling, startSignaling } from '../support/processes.ts'
import { createTcpProxy } from '../support/tcp-proxy.ts'

let dataDir: string
let env: Record<string, string>
let running: RunningSignaling
const pages: LivePage[] = []
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bedside-'))
  env = { SIGNALING_PORT: String(await freePort()) }
  running = await startSignaling({ env, dataDir })
})
afterEach(async () => {
  for (const page of pages.splice(0)) page.close()
  await running.stop()
  await rm(dataDir, { recursive: true, force: true })
})

function openPages({ roomId, doctor, patient }: LiveVisit): [LivePage, LivePage] {
  const both: [LivePage, LivePage] = [
    openLivePage(running.url, roomId, doctor),
    openLivePage(running.url, roomId, patient),
  ]
  pages.push(...both)
  return both
}

const together = (both: readonly LivePage[]) =>
  expect.poll(() => areTogether(both), { timeout: 15_000, interval: 20 }).toBe(true)

const shown = (page: LivePage) => page.lines().map(({ author, text }) => `${author}: ${text}`)

test('[D1] SIGTERM with twenty calls: everybody is back on their seat in a process that starts at once, and no page says a word of it', async () => {
  const doctorApi = await sampleDoctor(running)
  const visits = await Promise.all(Array.from({ length: 20 }, () => createLiveVisit(running, {}, doctorApi)))
  const calls = visits.map(openPages)
  for (const call of calls) await together(call)
  const before = calls.flat().map(({ phases }) => phases.length)
  const stoppedAt = performance.now()
  expect(await running.stop()).toBe(0)
  expect(performance.now() - stoppedAt).toBeLessThan(5_000)
  running = await startSignaling({ env, dataDir })
  for (const call of calls) await together(call)
  expect(calls.flat().map(({ phases }, index) => phases.slice(before[index]))).toEqual(calls.flat().map(() => []))
})

test('after kill -9 both are back in the room within two seconds of the next process, let in by what the store holds, and their chat is whole, in order, once', async () => {
  const visit = await createLiveVisit(running, { admission: 'by-doctor' })
  const [doctor, patient] = openPages(visit)
  await expect.poll(() => patient.call().phase).toBe('waiting')
  await visit.doctor.api.data('admit', { params: { roomId: visit.roomId, participantId: visit.patient.id } })
  await together([doctor, patient])
  doctor.write('one')
  await expect.poll(() => shown(patient)).toEqual(['other: one'])
  await running.kill()
  await expect.poll(() => doctor.call().phase).toBe('reconnecting')
  doctor.write('two')
  doctor.write('three')
  running = await startSignaling({ env, dataDir })
  const backAt = performance.now()
  await together([doctor, patient])
  expect(performance.now() - backAt).toBeLessThan(2_000)
  await expect.poll(() => shown(patient)).toEqual(['other: one', 'other: two', 'other: three'])
  await expect
    .poll(() => doctor.lines().map((line) => line.author === 'you' && line.progress.is))
    .toEqual(Array.from({ length: 3 }, () => 'delivered'))
})

test('[B1] a line on which nothing passes any more is found dead within twenty seconds at both ends, and nothing is lost by it', {
  timeout: 60_000,
}, async () => {
  const visit = await createLiveVisit(running)
  const proxy = await createTcpProxy({ host: '127.0.0.1', port: running.port }, { is: 'through' })
  const doctor = openLivePage(running.url, visit.roomId, visit.doctor)
  const patient = openLivePage(`http://127.0.0.1:${proxy.port}`, visit.roomId, visit.patient)
  pages.push(doctor, patient)
  try {
    await together([doctor, patient])
    await proxy.become({ is: 'dark' })
    doctor.write('Are you there?')
    patient.write('I hear nothing.')
    const isAway = () => roomOf(doctor.call())?.others.some(({ participant }) => participant.away)
    await expect
      .poll(() => [patient.call().phase, isAway()], { timeout: 20_000, interval: 50 })
      .toEqual(['reconnecting', true])
    await proxy.become({ is: 'through' })
    await together([doctor, patient])
    await expect.poll(() => shown(patient).toSorted()).toEqual(['other: Are you there?', 'you: I hear nothing.'])
    await expect.poll(() => shown(doctor).toSorted()).toEqual(['other: I hear nothing.', 'you: Are you there?'])
  } finally {
    await proxy.close()
  }
})

test('five hundred who come back at once are all there within fifteen seconds', { timeout: 60_000 }, async () => {
  const doctorApi = await sampleDoctor(running)
  const visits: LiveVisit[] = []
  for (let round = 0; round < 10; round += 1) {
    visits.push(...(await Promise.all(Array.from({ length: 25 }, () => createLiveVisit(running, {}, doctorApi)))))
  }
  const calls = visits.map(openPages)
  await expect.poll(() => calls.every(areTogether), { timeout: 30_000 }).toBe(true)
  await running.kill()
  running = await startSignaling({ env, dataDir })
  const backAt = performance.now()
  await expect.poll(() => calls.every(areTogether), { timeout: 30_000, interval: 50 }).toBe(true)
  expect(performance.now() - backAt).toBeLessThan(LIMITS.comeBackMostMs + 4_000)
})
