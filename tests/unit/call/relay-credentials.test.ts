import { expect, test } from 'vitest'
import { createTwinWorld, type Visitor } from '../../support/twin/world.ts'

/** As long as the clinic of the twin takes to renew them. */
const EVERY_MS = 20_000

const inUse = ({ page }: Visitor): unknown[] =>
  (page?.connections ?? []).map((connection) => connection.getConfiguration().iceServers?.[0]?.credential)

test('[T1] a link has the newest credentials at hand before anything is wrong with it, and the last ones while the server is away', async () => {
  const world = createTwinWorld(1, ['doctor', 'patient'])
  for (const visitor of world.visitors) world.open(visitor)
  await world.pass(2_000)
  const [doctor] = world.visitors
  if (doctor === undefined) throw new Error('nobody came')
  const first = inUse(doctor)
  expect(first).toHaveLength(1)
  await world.pass(EVERY_MS)
  const renewed = inUse(doctor)
  expect(renewed).toHaveLength(1)
  expect(renewed).not.toEqual(first)
  expect(doctor.page?.connections[0]?.restarts, 'the link that stands is left alone').toEqual([])
  world.clinic.kill()
  await world.pass(2 * EVERY_MS)
  world.move(doctor)
  await world.pass(5_000)
  expect(inUse(doctor)).toEqual(renewed)
  expect(doctor.page?.connections[0]?.restarts.length).toBeGreaterThan(0)
  world.clinic.start()
  await world.pass(15_000)
  expect(inUse(doctor)).not.toEqual(renewed)
  expect(doctor.page?.session.state().call.phase).toBe('connected')
})
