import { test as base, expect } from '@playwright/test'
import { dark, moved, unplugged } from './faults.ts'
import type { End } from './hosts.ts'
import type { Lab } from './lab.ts'
import { backAfterFault } from './measure-faults.ts'
import { watchTheWire } from './measure-relay-only.ts'
import { surviveServerDeath } from './measure-server-death.ts'
import { goRound } from './measure-way-round.ts'
import { openWorld, type World } from './world.ts'

/**
 * One round of each fault: that a call comes back by itself, in a time in which the minimal page never does. How soon it is back to the tenth
 * of a second is what `npm run netlab` measures.
 */
const SOON_MS = 10_000

const test = base.extend<object, { world: World }>({
  world: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern.
    async ({}, use) => {
      const world = await openWorld()
      await use(world)
      await world.close()
    },
    { scope: 'worker' },
  ],
})

const FAULTS: [string, End, (lab: Lab, end: End) => Promise<number>][] = [
  ["the patient's line is unplugged for five seconds", 'pat', (lab, end) => unplugged(lab, end, 5_000)],
  // Long enough for the browser itself to have given up.
  ['nothing passes for 25 seconds and the doctor is not told', 'doc', (lab, end) => dark(lab, end, 25_000)],
  ["the patient's address changes", 'pat', moved],
  ["the doctor's address changes", 'doc', moved],
]

for (const [words, end, happen] of FAULTS) {
  test(`after ${words}, sound and picture come back on both sides by themselves`, async ({ world }) => {
    const { soundMs, pictureMs, tiles } = await backAfterFault(world, 'bedside', { happen }, end)
    expect(soundMs).not.toBeNull()
    expect(soundMs).toBeLessThan(SOON_MS)
    expect(pictureMs).not.toBeNull()
    expect(pictureMs).toBeLessThan(SOON_MS)
    expect(tiles, 'nobody is shown twice').toEqual({ doc: 1, pat: 1 })
  })
}

test('when the network lets nothing through but https any more, the call goes over the relay by TLS', async ({
  world,
}) => {
  test.skip(world.coturn === null, 'no coturn on this machine')
  const { soundMs, pictureMs, path } = await goRound(world, 'https')
  expect(path).toBe('relay/tls')
  expect(soundMs).not.toBeNull()
  expect(pictureMs).not.toBeNull()
})

test('in a relay-only meeting no packet goes from one to the other, as it does in any other meeting', async ({
  world,
}) => {
  test.skip(world.coturn === null, 'no coturn on this machine')
  const hidden = await watchTheWire(world, true)
  expect(hidden.betweenTheTwo).toBe(0)
  expect(hidden.withTheServers).toBeGreaterThan(500)
  expect((await watchTheWire(world, false)).betweenTheTwo, 'what would be seen').toBeGreaterThan(500)
})

test('kill -9 of signaling stops neither sound nor picture, and everybody is in the room again', async ({ world }) => {
  const { gap, gapBefore, roomMs } = await surviveServerDeath(world)
  // A busy machine has gaps of its own: what may not come on top is seen beside the same call just before.
  expect(gap.soundMs).toBeLessThan(Math.max(500, 2 * gapBefore.soundMs))
  expect(gap.pictureMs).toBeLessThan(Math.max(500, 2 * gapBefore.pictureMs))
  expect(roomMs).not.toBeNull()
  expect(roomMs).toBeLessThan(SOON_MS)
})
