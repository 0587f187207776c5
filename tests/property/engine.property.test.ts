import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ParticipantId } from '../../signaling/contract/ids.ts'
import { roomOf } from '../../src/call/core/call-state.ts'
import type { CallSession } from '../../src/call/session.ts'
import { IDS, type Somebody } from '../support/rooms-world.ts'
import { histories, mendAll, play } from '../support/twin/history.ts'
import { createTwinWorld, type TwinWorld, type Visitor } from '../support/twin/world.ts'

/** Whole call sessions against the real hub; only browser, network and time are simulated. */

/** For a longer search: ENGINE_TIMES=20 npx vitest run --project pure tests/property/engine.property.test.ts */
const TIMES = Number(process.env['ENGINE_TIMES'] ?? 1)
/** A line that dies while nothing else tells of it is found by its ping; a link that has to be built anew comes on top. */
const RECOVERED_WITHIN_MS = 30_000

function sessionOf({ page }: Visitor): CallSession {
  if (page === null) throw new Error('nobody is there')
  return page.session
}

const isThere = (visitor: Visitor) => sessionOf(visitor).state().call.phase !== 'ended'
const idOf = ({ who }: Visitor): ParticipantId => IDS[who]

/** What is in the way of "everybody who has not gone sees and hears everybody else"; empty: nothing. */
async function complaints(world: TwinWorld): Promise<string[]> {
  const there = world.visitors.filter(isThere)
  const before = new Map(there.map((visitor) => [visitor, receivedBy(visitor)]))
  await world.pass(1_500)
  return there.flatMap((visitor) => {
    const { call } = sessionOf(visitor).state()
    const others = roomOf(call)?.others ?? []
    const found: string[] = []
    const expected = there.length > 1 ? 'connected' : 'waiting'
    if (call.phase !== expected) found.push(`${visitor.who} is ${call.phase}`)
    const listed = others.map(({ participant, link }) => `${participant.id} ${link}`).sort()
    const wanted = there.filter((other) => other !== visitor).map((other) => `${idOf(other)} up`)
    if (listed.join() !== wanted.sort().join()) found.push(`${visitor.who} has ${listed.join()}`)
    for (const kind of ['audio', 'video'] as const) {
      const flows = receivedBy(visitor)[kind] > (before.get(visitor)?.[kind] ?? 0)
      const isDue = there.some((other) => other !== visitor && other.devices.live(kind).length > 0)
      if (isDue && !flows) found.push(`${visitor.who} gets no ${kind}`)
    }
    if (hasUnsent(visitor)) found.push(`something that ${visitor.who} wrote, on whichever page, has not gone out`)
    return [...found, ...deviceComplaints(visitor)]
  })
}

function hasUnsent(visitor: Visitor): boolean {
  const { lines } = sessionOf(visitor).state().chat
  return visitor.tab.unsent.length > 0 || lines.some((line) => line.author === 'you' && line.progress.is === 'pending')
}

/** With everything plugged in, allowed and given back, each device that its owner wants is on, and it is the one they chose or the system's. */
function deviceComplaints(visitor: Visitor): string[] {
  const { devices, care, call } = sessionOf(visitor).state()
  const found: string[] = []
  for (const [use, kind] of [
    ['camera', 'video'],
    ['microphone', 'audio'],
  ] as const) {
    const { is } = devices[use]
    const live = visitor.devices.live(kind).length
    if (live !== (is === 'on' ? 1 : 0)) found.push(`${visitor.who} has ${live} lights of a ${use} that is ${is}`)
    if (call.phase !== 'ended' && is !== 'on' && is !== 'off') found.push(`the ${use} of ${visitor.who} is ${is}`)
    const trouble = care?.[use] ?? null
    if (trouble !== null) found.push(`the ${use} of ${visitor.who} is said to be ${trouble}`)
  }
  return found
}

function receivedBy({ page }: Visitor): { audio: number; video: number } {
  const of = (kind: 'audio' | 'video') => page?.connections.reduce((sum, one) => sum + one.received(kind), 0) ?? 0
  return { audio: of('audio'), video: of('video') }
}

function expectChatOnce(visitor: Visitor): void {
  const names = sessionOf(visitor)
    .state()
    .chat.lines.map((line) => `${line.author === 'you' ? 'you' : line.from} ${line.id}`)
  expect(new Set(names).size, `a line stands twice at ${visitor.who}`).toBe(names.length)
}

/** What a page has said it has stands on it, and what an author was told was delivered some page of the reader's has said it has. */
function expectChatWhole(world: TwinWorld, visitor: Visitor): void {
  const { lines } = sessionOf(visitor).state().chat
  const there = lines.map((line) => (line.author === 'other' ? `${line.from} ${line.id}` : ''))
  for (const line of visitor.page?.received ?? []) {
    expect(there, `${visitor.who} has said that a line is there, and it is not`).toContain(line)
  }
  for (const line of lines) {
    if (line.author !== 'you' || line.progress.is !== 'delivered') continue
    const { by } = line.progress
    for (const reader of world.visitors.filter((one) => by.includes(idOf(one)))) {
      const name = `${idOf(visitor)} ${line.id}`
      expect(reader.tab.received, `a line is said to be delivered to ${reader.who}`).toContain(name)
    }
  }
}

async function live(world: TwinWorld, moves: Parameters<typeof play>[1][]): Promise<void> {
  const look = () => {
    for (const visitor of world.visitors) {
      if (visitor.page === null) continue
      expectChatOnce(visitor)
      expectChatWhole(world, visitor)
      for (const connection of visitor.page.connections) {
        for (const restart of connection.restarts) {
          expect(restart, `a restart of ${visitor.who}`).toMatchObject({ isOnTop: false })
        }
      }
    }
  }
  for (const visitor of world.visitors) world.open(visitor)
  await world.pass(2_000)
  for (const move of moves) {
    await play(world, move)
    look()
  }
  await mendAll(world)
  let left = await complaints(world)
  for (let ms = 0; ms < RECOVERED_WITHIN_MS && left.length > 0; ms += 1_500) left = await complaints(world)
  look()
  expect(left).toEqual([])
  for (const visitor of world.visitors) {
    const { call } = sessionOf(visitor).state()
    if (call.phase === 'ended') expect(['left', 'doctor', 'ended-by-you']).toContain(call.by)
    visitor.page?.unload()
    for (const track of visitor.devices.tracks) expect(track.stops, 'lights go out once').toBeLessThanOrEqual(1)
    expect(visitor.devices.tracks.filter(({ readyState }) => readyState === 'live')).toEqual([])
  }
}

for (const [people, runs] of [
  [['doctor', 'patient'], 60],
  [['doctor', 'patient', 'interpreter'], 20],
] as const satisfies readonly [readonly Somebody[], number][]) {
  test(`whatever happens to a call of ${people.length}, it ends connected or with a told reason`, {
    timeout: 120_000 * TIMES,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), histories(people.length), async (seed, moves) => {
        await live(createTwinWorld(seed, people), moves)
      }),
      { numRuns: runs * TIMES, interruptAfterTimeLimit: 90_000 * TIMES },
    )
  })
}
