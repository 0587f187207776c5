import { expect, test } from 'vitest'
import { StoreUnavailable } from '../../../db/port.ts'
import { HOUR_MS } from '../../../signaling/hourly.ts'
import type { LogEvent } from '../../../signaling/log.ts'
import { SWEEP_STEP, startRetention } from '../../../signaling/retention.ts'
import { createManualClock } from '../../support/manual-clock.ts'
import { storeAnswers } from '../../support/rooms-world.ts'

const DAY_MS = 86_400_000

/** A clinic with so many meetings past their time, whose store may be away. */
function createWorld(due: number) {
  const clock = createManualClock()
  const logged: LogEvent[] = []
  const lines: string[] = []
  const world = {
    clock,
    logged,
    lines,
    due,
    sweeps: [] as { before: number; now: number; limit: number }[],
    storeIsAway: false,
    trailIsAway: false,
    retention: { stop: async () => undefined as undefined } as { stop(): Promise<void> },
    async pass(ms: number) {
      await storeAnswers()
      clock.advance(ms)
      await storeAnswers()
    },
  }
  world.retention = startRetention({
    clock,
    random: { errorId: () => 'e1' },
    log: (event) => void logged.push(event),
    retentionDays: 30,
    clinic: {
      async sweep(told) {
        if (world.storeIsAway) throw new StoreUnavailable('unreachable')
        world.sweeps.push(told)
        const stripped = Math.min(world.due, told.limit)
        world.due -= stripped
        return { stripped }
      },
    },
    async record(actor, action, _target, detail) {
      if (world.trailIsAway) throw new StoreUnavailable('full')
      lines.push(`${actor} ${action} ${detail}`)
    },
  })
  return world
}

test('at the start and then every hour, what was listed more than the kept days ago is swept', async () => {
  const world = createWorld(0)
  await world.pass(HOUR_MS)
  await world.pass(HOUR_MS)
  expect(world.sweeps).toHaveLength(3)
  for (const { before, now } of world.sweeps) expect(now - before).toBe(30 * DAY_MS)
  expect(world.lines).toEqual([])
})

test('many meetings are swept in small steps, and stand in the trail as one number', async () => {
  const world = createWorld(2 * SWEEP_STEP + 5)
  await world.pass(1_000)
  await world.pass(1_000)
  expect(world.sweeps.map(({ limit }) => limit)).toEqual([SWEEP_STEP, SWEEP_STEP, SWEEP_STEP])
  expect(world.lines).toEqual([`null personal-parts-deleted ${2 * SWEEP_STEP + 5} meetings`])
})

test('a store that is away is tried again an hour later', async () => {
  const world = createWorld(1)
  world.storeIsAway = true
  await world.pass(HOUR_MS)
  expect(world.logged).toContainEqual({ event: 'store-unavailable', why: 'unreachable' })
  world.storeIsAway = false
  await world.pass(HOUR_MS)
  expect(world.lines).toEqual(['null personal-parts-deleted 1 meeting'])
})

test('what could not be written into the trail is written there the next time', async () => {
  const world = createWorld(3)
  world.trailIsAway = true
  await world.pass(0)
  world.trailIsAway = false
  world.due = 2
  await world.pass(HOUR_MS)
  expect(world.lines).toEqual(['null personal-parts-deleted 5 meetings'])
})

test('after stopping no timer is left and nothing is swept any more', async () => {
  const world = createWorld(5 * SWEEP_STEP)
  await storeAnswers()
  await world.retention.stop()
  const { length } = world.sweeps
  await world.pass(HOUR_MS)
  expect(world.clock.timers).toBe(0)
  expect(world.sweeps).toHaveLength(length)
})
