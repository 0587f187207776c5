import { expect, test } from 'vitest'
import type { BlockCause } from '../../../src/call/core/block-cause.ts'
import { type Other, roomOf } from '../../../src/call/core/call-state.ts'
import { createTwinWorld, type TwinWorld, type Visitor } from '../../support/twin/world.ts'

/** Whole call sessions against the real hub, on a simulated network that lets nothing through at first. */
function world(): TwinWorld {
  const there = createTwinWorld(7, ['doctor', 'patient'])
  for (const { host } of there.visitors) Object.assign(host, { blocksPeers: true, isRelayDeaf: true })
  for (const visitor of there.visitors) there.open(visitor)
  return there
}

function otherOf({ page }: Visitor): Other | undefined {
  return page === null ? undefined : roomOf(page.session.state().call)?.others[0]
}

function causeAt(visitor: Visitor): BlockCause | null {
  const other = otherOf(visitor)
  return other?.link === 'blocked' ? other.cause : null
}

const policyOf = ({ page }: Visitor) => page?.connections.at(-1)?.getConfiguration().iceTransportPolicy

test('a call that does not begin says after ten seconds that the relay is tried, and tries it alone in turn with all ways', async () => {
  const { visitors, pass } = world()
  await pass(9_000)
  expect(visitors.map(causeAt)).toEqual([null, null])
  await pass(4_000)
  expect(visitors.map(causeAt)).toEqual(['through-relay', 'through-relay'])
  const policies = new Set<string | undefined>()
  for (let ms = 0; ms < 60_000; ms += 500) {
    await pass(500)
    for (const visitor of visitors) policies.add(policyOf(visitor))
  }
  expect([...policies].sort()).toEqual(['all', 'relay'])
})

test('once the relay passes something on, the call begins, and may use every way from then on', async () => {
  const { visitors, pass } = world()
  await pass(15_000)
  for (const { host } of visitors) Object.assign(host, { isRelayDeaf: false })
  await pass(30_000)
  for (const visitor of visitors) {
    expect(otherOf(visitor)?.link).toBe('up')
    expect(policyOf(visitor)).toBe('all')
  }
})

test('whose page is open and whose line is lost is named as the cause, and no network of anybody’s', async () => {
  const there = world()
  const [doctor, patient] = there.visitors
  if (doctor === undefined || patient === undefined) throw new Error('two people')
  await there.pass(12_000)
  there.cut(patient)
  await there.pass(25_000)
  expect(causeAt(doctor)).toBe('away')
  expect(causeAt(patient)).toBe('line-lost')
})
