import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '../../db/port.ts'
import { openAt } from '../support/embedded-store.ts'
import { buildStoreChild, QUICK_WORKER, STEPS, startStoreProcess } from '../support/store-process.ts'
import { newId } from '../support/stored-records.ts'

/** How often a process is killed. The moments are random; `STORE_KILLS=2000` looks longer. */
const KILLS = Number(process.env['STORE_KILLS'] ?? 200)
const STEP_NAMES: readonly (string | undefined)[] = STEPS
/** Folders worked on side by side. */
const LANES = 2

describe('a store whose process is killed', () => {
  let folder: string
  beforeAll(buildStoreChild)
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bedside-kill-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  test(`has every acknowledged change after ${KILLS} kills at random moments`, async () => {
    await Promise.all(
      Array.from({ length: LANES }, (_, lane) => killAgainAndAgain(join(folder, `lane-${lane}`), KILLS / LANES)),
    )
  }, 240_000)

  test('opens, wherever in making its file the process was killed', async () => {
    const took = await timeToOpen(join(folder, 'whole'))
    for (let round = 0; round < 12; round++) {
      const half = join(folder, `half-${round}`)
      const child = startStoreProcess('hold', half)
      await Promise.race([child.first.catch(() => undefined), randomlyWithin(took)])
      await child.kill()
      const store = await openQuickly(half)
      await store.check()
      await store.close()
    }
  }, 60_000)
})

async function killAgainAndAgain(folder: string, kills: number): Promise<void> {
  const doctorId = newId()
  const told = new Map<string, Told>()
  for (let kill = 1; kill <= kills; kill++) {
    const child = startStoreProcess('write', folder, { doctorId })
    // What the last one left behind can be opened, and was let go of.
    expect(await child.first).toBe('open')
    await child.saidLines(Math.ceil(Math.random() * 60))
    // Just after an acknowledgement is not a random moment.
    await randomlyWithin(15)
    await child.kill()
    for (const line of child.said.slice(1)) {
      const [step, roomId = '', codeHash = ''] = line.split(' ')
      told.set(roomId, { steps: STEP_NAMES.indexOf(step) + 1, codeHash })
    }
    // Nothing that was there is ever deleted, so what one kill loses is still missing some kills later.
    if (kill % 10 === 0 || kill === kills) await expectAll(folder, doctorId, told)
  }
  expect(told.size).toBeGreaterThan(kills)
}

/** How many of the steps the store acknowledged for a meeting. */
interface Told {
  steps: number
  codeHash: string
}

async function expectAll(folder: string, doctorId: string, told: ReadonlyMap<string, Told>): Promise<void> {
  const store = await openQuickly(folder)
  const listed = await roomsOf(store, doctorId)
  for (const [roomId, { steps, codeHash }] of told) {
    const meeting = await store.meetings.forDoctor(doctorId, roomId)
    const invite = await store.invites.find(codeHash, 2_000)
    const found = { meeting: meeting?.state, name: meeting?.participants[1]?.name, invite: invite !== null }
    // The step after the last one that was told may have been taken as well: it was asked for.
    const may = [expected(steps), expected(steps + 1)]
    expect(may, `${roomId} after ${STEPS[steps - 1]}`).toContainEqual(found)
    expect(listed.has(roomId), `${roomId} in the list`).toBe(true)
  }
  await store.close()
}

function expected(steps: number) {
  return {
    meeting: steps >= 4 ? 'ended' : 'scheduled',
    name: steps >= 3 ? 'Maria Nowak' : null,
    invite: steps >= 2 && steps < 5,
  }
}

async function roomsOf(store: Store, doctorId: string): Promise<Set<string>> {
  const rooms = new Set<string>()
  let after: string | null = null
  do {
    const page: { meetings: { roomId: string }[]; next: string | null } = await store.meetings.ofDoctor(doctorId, {
      after,
      limit: 500,
    })
    for (const { roomId } of page.meetings) rooms.add(roomId)
    after = page.next
  } while (after !== null)
  return rooms
}

function openQuickly(folder: string): Promise<Store> {
  return openAt(folder, { worker: pathToFileURL(QUICK_WORKER) })
}

async function timeToOpen(folder: string): Promise<number> {
  const started = performance.now()
  const child = startStoreProcess('hold', folder)
  await child.first
  const took = performance.now() - started
  await child.end()
  return took
}

function randomlyWithin(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * ms))
}
