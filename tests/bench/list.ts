import { writeClinicPlace } from '../../db/meeting-order.ts'
import type { MeetingQuery, Store } from '../../db/port.ts'
import { openAt } from '../support/embedded-store.ts'
import { median, quantile } from './figures.ts'
import { type MadeStore, makeStore } from './made-store.ts'

const ROUNDS = 200
const PAGE = 50
const DAY_MS = 86_400_000

/**
 * The clinic's list over a million meetings in the embedded store: any filter, either order, at the beginning and anywhere behind it; what
 * stands beside it on the page (total, figures); and the memory that reading all of it takes.
 */
export async function list(): Promise<void> {
  const made = await makeStore()
  try {
    const store = await openAt(made.folder)
    try {
      await pages(store, made)
      await besides(store, made)
      await everything(store)
    } finally {
      await store.close()
    }
  } finally {
    await made.dispose()
  }
}

async function pages(store: Store, made: MadeStore): Promise<void> {
  console.log(`A page of ${PAGE} of ${made.meetings} meetings, milliseconds (median, p99 of ${ROUNDS}):`)
  console.log('                                 first page      anywhere        (mark: p99 at most 50)')
  for (const [name, query] of queries(made)) {
    const first = await times(async (round) => {
      const order = round % 2 ? 'oldest' : 'newest'
      await store.clinic.meetings(query(), { order, after: null, limit: PAGE })
    })
    const anywhere = await times(async (round) => {
      const listedAt = Math.floor(made.from + Math.random() * (made.to - made.from))
      const after = writeClinicPlace({ listedAt, roomId: 'h00000000000' })
      await store.clinic.meetings(query(), { order: round % 2 ? 'oldest' : 'newest', after, limit: PAGE })
    })
    console.log(`  ${name.padEnd(30)} ${summary(first)}  ${summary(anywhere)}`)
  }
}

/** Each with a doctor and a range of its own at each call. */
function queries(made: MadeStore): [string, () => MeetingQuery][] {
  const all: MeetingQuery = { from: null, to: null, doctorId: null, state: null, outcome: null }
  const doctor = () => made.doctors[Math.floor(Math.random() * made.doctors.length)]?.accountId ?? ''
  const month = () => {
    const from = Math.floor(made.from + Math.random() * (made.to - made.from))
    return { from, to: from + 30 * DAY_MS }
  }
  return [
    ['all', () => all],
    ['a month', () => ({ ...all, ...month() })],
    ['a doctor', () => ({ ...all, doctorId: doctor() })],
    ['ended', () => ({ ...all, state: 'ended' })],
    ['scheduled', () => ({ ...all, state: 'scheduled' })],
    ['active (none)', () => ({ ...all, state: 'active' })],
    ['not connected', () => ({ ...all, outcome: 'not-connected' })],
    ['a doctor, ended', () => ({ ...all, doctorId: doctor(), state: 'ended' })],
    ['a doctor, nobody came', () => ({ ...all, doctorId: doctor(), outcome: 'nobody-came' })],
    ['a doctor, a month, connected', () => ({ ...all, ...month(), doctorId: doctor(), outcome: 'connected' })],
    ['a doctor nobody knows', () => ({ ...all, doctorId: '000000000000' })],
  ]
}

async function besides(store: Store, made: MadeStore): Promise<void> {
  const all = { from: null, to: null, doctorId: null, state: null, outcome: null }
  const counting = await times(async () => void (await store.clinic.count(all, 10_000)))
  const day = (at: number) => new Date(at).toISOString().slice(0, 10)
  const now = Date.now()
  const twoMonths = await times(async () => void (await store.clinic.figures(day(now - 59 * DAY_MS), day(now))))
  const year = await times(async () => void (await store.clinic.figures(day(now - 365 * DAY_MS), day(now))), 20)
  console.log(`  total, counted to 10,000       ${summary(counting)}`)
  console.log(`  figures of 60 days             ${summary(twoMonths)}`)
  console.log(`  figures of 366 days            ${summary(year)}`)
  console.log(`  (${made.doctors.length} doctors)`)
}

async function everything(store: Store): Promise<void> {
  const before = residentMegabytes()
  let most = before
  let read = 0
  const started = performance.now()
  for (let after: string | null = null, more = true; more; ) {
    const page: Awaited<ReturnType<Store['clinic']['meetings']>> = await store.clinic.meetings(
      { from: null, to: null, doctorId: null, state: null, outcome: null },
      { order: 'oldest', after, limit: PAGE },
    )
    read += page.meetings.length
    after = page.next
    more = after !== null
    if (read % (PAGE * 200) === 0) most = Math.max(most, residentMegabytes())
  }
  const seconds = ((performance.now() - started) / 1_000).toFixed(0)
  console.log(
    `Reading all ${read} in pages of ${PAGE}: ${seconds} s; resident memory ${before} MB before, ${most} MB at most`,
  )
}

function residentMegabytes(): number {
  return Math.round(process.memoryUsage.rss() / 2 ** 20)
}

async function times(act: (round: number) => Promise<void>, rounds = ROUNDS): Promise<number[]> {
  const taken: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now()
    await act(round)
    taken.push(performance.now() - started)
  }
  return taken
}

function summary(values: readonly number[]): string {
  return `${median(values).toFixed(1).padStart(5)}, ${quantile(values, 0.99).toFixed(1).padStart(5)}  `
}
