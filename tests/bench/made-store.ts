import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AccountRecord, MeetingRecord } from '../../db/records.ts'
import { createPasswords } from '../../signaling/accounts/passwords.ts'
import { createDraws } from '../../signaling/seed/draws.ts'
import { madeDoctors, madeMeetings } from '../../signaling/seed/made-meetings.ts'
import { openAt } from '../support/embedded-store.ts'
import { accountRecord } from '../support/stored-records.ts'

/** An embedded store full of made-up meetings, the same ones each time, none of them stripped: the most there can be to list. */
export interface MadeStore {
  readonly folder: string
  readonly meetings: number
  readonly doctors: readonly [AccountRecord, ...AccountRecord[]]
  readonly from: number
  readonly to: number
  readonly administrator: { readonly signInName: string; readonly password: string }
  dispose(): Promise<void>
}

/** `BENCH_MEETINGS=100000` is quicker than a million. */
const MEETINGS = Number(process.env['BENCH_MEETINGS'] ?? 1_000_000)
const BATCH = 1_000
const administrator = { signInName: 'bench', password: 'correct horse battery' }

export async function makeStore(): Promise<MadeStore> {
  const folder = await mkdtemp(join(tmpdir(), 'bedside-bench-'))
  const now = Date.now()
  const draws = createDraws(1)
  const doctors = madeDoctors(40, now, draws)
  const store = await openAt(folder)
  const started = performance.now()
  const passwords = await createPasswords({ atOnce: availableParallelism(), waiting: 1 })
  const passwordHash = await passwords.hash(administrator.password)
  const { signInName } = administrator
  await store.accounts.add(accountRecord({ signInName, passwordHash, roles: ['admin', 'doctor'] }))
  await store.archive.put('account', doctors)
  let batch: MeetingRecord[] = []
  let from = now
  let to = 0
  for (const meeting of madeMeetings({ count: MEETINGS, now, keptFrom: 0, doctors, draws })) {
    from = Math.min(from, meeting.listedAt)
    to = Math.max(to, meeting.listedAt)
    if (batch.push(meeting) < BATCH) continue
    await store.archive.put('meeting', batch)
    batch = []
  }
  await store.archive.put('meeting', batch)
  await store.close()
  console.log(`${MEETINGS} meetings made in ${((performance.now() - started) / 1_000).toFixed(0)} s.`)
  const dispose = () => rm(folder, { recursive: true, force: true })
  return { folder, meetings: MEETINGS, doctors, from, to, administrator, dispose }
}
