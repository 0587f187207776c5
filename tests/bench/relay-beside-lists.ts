import { readFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { type ApiClient, createApiClient } from '../support/api-client.ts'
import { createLiveVisit } from '../support/live-visit.ts'
import { type RunningSignaling, startSignaling } from '../support/processes.ts'
import { CANDIDATE } from '../support/rooms-world.ts'
import type { SignalingClient } from '../support/signaling-client.ts'
import { median, quantile } from './figures.ts'
import { makeStore } from './made-store.ts'

const ROOMS = 8
/** Under the limit of a seat (L1). */
const EVERY_MS = 60
const PHASE_MS = 4_000
const TURNS = 7

type Beside = 'nothing' | 'lists' | 'an export'

/**
 * What a list or an export in progress adds to the time a relayed message takes, through the real signaling process over a store of
 * a million meetings. Phases take turns, so that whatever else the machine does meets all of them alike.
 */
export async function relayBesideLists(): Promise<void> {
  const made = await makeStore()
  try {
    // As many days as there can be: what is measured is not to be swept meanwhile.
    const signaling = await startSignaling({ dataDir: made.folder, env: { RETENTION_DAYS: '3650' } })
    try {
      const api = createApiClient(signaling.url)
      await api.data('signIn', { input: made.administrator })
      await measure(signaling, api)
    } finally {
      await signaling.stop()
    }
  } finally {
    await made.dispose()
  }
}

async function measure(signaling: RunningSignaling, api: ApiClient): Promise<void> {
  const lines = await Promise.all(Array.from({ length: ROOMS }, () => joinedPair(signaling, api)))
  const taken: Record<Beside, number[][]> = { nothing: [], lists: [], 'an export': [] }
  const listed: number[] = []
  const memory: number[] = []
  let exported = 0
  await phase(lines, PHASE_MS / 3) // warms the process up
  const before = residentMegabytes(signaling)
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const beside of ['nothing', 'lists', 'an export'] as const) {
      const load = beside === 'nothing' ? null : startLoad(signaling, api, beside)
      const look = setInterval(() => memory.push(residentMegabytes(signaling)), 500)
      taken[beside].push(await phase(lines, PHASE_MS))
      clearInterval(look)
      const done = await load?.stop()
      if (beside === 'lists') listed.push(...(done?.times ?? []))
      if (beside === 'an export') exported += done?.bytes ?? 0
    }
  }
  for (const { doctor, patient } of lines) for (const end of [doctor, patient]) end.client.close()
  report(taken, listed, exported, before, Math.max(...memory))
}

interface End {
  readonly client: SignalingClient
  readonly to: string
}

async function joinedPair(signaling: RunningSignaling, api: ApiClient): Promise<{ doctor: End; patient: End }> {
  const visit = await createLiveVisit(signaling, {}, api)
  const doctor = await visit.doctor.join()
  const patient = await visit.patient.join()
  await doctor.next('user-joined')
  return { doctor: { client: doctor, to: visit.patient.id }, patient: { client: patient, to: visit.doctor.id } }
}

/** Both sides of every room say a candidate now and then; the milliseconds each took to the other side. */
async function phase(lines: readonly { doctor: End; patient: End }[], ms: number): Promise<number[]> {
  const taken: number[] = []
  const relayed = async (from: End, at: End, offset: number) => {
    await pause(offset)
    for (const until = performance.now() + ms; performance.now() < until; await pause(EVERY_MS)) {
      const arrived = at.client.next('ice-candidate')
      const said = performance.now()
      from.client.say({ type: 'ice-candidate', to: from.to, candidate: CANDIDATE, generation: 1 })
      await arrived
      taken.push(performance.now() - said)
    }
  }
  await Promise.all(
    lines.flatMap(({ doctor, patient }, index) => [
      relayed(doctor, patient, index * 7),
      relayed(patient, doctor, index * 7 + 30),
    ]),
  )
  return taken
}

/** In a thread of its own: taking in an export must not hold up the thread that measures. */
function startLoad(signaling: RunningSignaling, api: ApiClient, what: 'lists' | 'an export') {
  const cookie = [...api.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const worker = new Worker(what === 'lists' ? LISTS : EXPORT, {
    eval: true,
    workerData: { url: signaling.url, cookie },
  })
  return {
    async stop(): Promise<{ times: number[]; bytes: number }> {
      const said = new Promise<{ times: number[]; bytes: number }>((resolve, reject) => {
        worker.once('message', resolve)
        worker.once('error', reject)
      })
      worker.postMessage('stop')
      const done = await said
      await worker.terminate()
      return done
    },
  }
}

const WORKER = `
const { parentPort, workerData: { url, cookie } } = require('node:worker_threads')
// It stands for another machine: as little as can be of this one's time.
if (process.platform === 'linux') require('node:os').setPriority(19)
const abort = new AbortController()
const done = { times: [], bytes: 0 }
let stopped = false
parentPort.once('message', () => {
  stopped = true
  abort.abort()
  parentPort.postMessage(done)
})
const get = (path) => fetch(url + path, { headers: { cookie }, signal: abort.signal })
const quietly = (work) => work().catch((error) => { if (!stopped) throw error })
`
/** One list after the other, each with a filter and at a place of its own. */
const LISTS = `${WORKER}
const filters = ['', 'state=ended&', 'outcome=not-connected&', 'order=oldest&', 'outcome=connected&order=oldest&']
quietly(async () => {
  for (let round = 0; !stopped; round += 1) {
    const place = Math.floor(Date.now() - Math.random() * 1000 * 86400000) + '.h00000000000'
    const started = performance.now()
    const answer = await get('/api/admin/meetings?' + filters[round % filters.length] + 'after=' + place)
    await answer.text()
    if (!answer.ok) throw new Error('The list was refused with ' + answer.status)
    done.times.push(performance.now() - started)
  }
})`
const EXPORT = `${WORKER}
quietly(async () => {
  while (!stopped) {
    const answer = await get('/api/admin/meetings.csv')
    if (!answer.ok) throw new Error('The export was refused with ' + answer.status)
    for await (const chunk of answer.body) done.bytes += chunk.length
  }
})`

function report(
  taken: Readonly<Record<Beside, readonly (readonly number[])[]>>,
  listed: readonly number[],
  exported: number,
  before: number,
  most: number,
): void {
  const p99 = (beside: Beside) => taken[beside].map((one) => quantile(one, 0.99))
  console.log(
    `A relayed message, ${ROOMS} rooms, phases in turns, milliseconds (messages; median, median of the turns' p99):`,
  )
  for (const beside of ['nothing', 'lists', 'an export'] as const) {
    const all = taken[beside].flat()
    // Of each turn on its own: what else the machine does may change from one to the next.
    const more = median(p99(beside).map((ms, turn) => ms - (p99('nothing')[turn] ?? Number.NaN)))
    const added = beside === 'nothing' ? '' : `  adds ${more.toFixed(2)} (mark: at most 2)`
    console.log(
      `  beside ${beside.padEnd(10)} ${String(all.length).padStart(6)}; ${median(all).toFixed(2)}, ${median(p99(beside)).toFixed(2)}${added}`,
    )
  }
  const listMs = `median ${median(listed).toFixed(1)}, p99 ${quantile(listed, 0.99).toFixed(1)}`
  console.log(`  meanwhile ${listed.length} lists over REST, ${listMs} ms (mark: p99 at most 50)`)
  console.log(
    `  and ${(exported / 2 ** 20).toFixed(0)} MB of exports; resident memory ${before} MB before, ${most} MB at most`,
  )
}

/** Of the signaling process, where the system tells. */
function residentMegabytes({ child }: RunningSignaling): number {
  try {
    const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]
    return Math.round(Number(kilobytes) / 1_024)
  } catch {
    return Number.NaN // no /proc on this system
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
