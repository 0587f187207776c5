import { expect, test } from 'vitest'
import type { LogEvent } from '../../../../signaling/log.ts'
import { createNotes } from '../../../../signaling/rooms/meeting-notes.ts'
import { createManualClock } from '../../../support/manual-clock.ts'
import { storeAnswers } from '../../../support/rooms-world.ts'

const ROOM = '0123456789ab'
const SOMEBODY = 'p00000000000'

function createWorld(answer: () => Promise<'noted'>) {
  const clock = createManualClock()
  const logged: LogEvent[] = []
  let calls = 0
  const note = () => {
    calls += 1
    return answer()
  }
  const notes = createNotes({
    clock,
    log: (event) => void logged.push(event),
    onOver: () => undefined,
    onUnknown: () => undefined,
    meetings: {
      noteAdmitted: note,
      noteJoined: note,
      noteLeft: note,
      noteActive: note,
      noteConnected: note,
      noteQuality: note,
      end: async () => {
        await note()
        return 'ended'
      },
    },
  })
  return { clock, logged, notes, calls: () => calls }
}

test('an end waits for what happened before it', async () => {
  const written: string[] = []
  const waits: (() => void)[] = []
  const write = async (what: string) => {
    await new Promise<void>((go) => waits.push(go))
    written.push(what)
  }
  const notes = createNotes({
    clock: createManualClock(),
    log: () => undefined,
    onOver: () => undefined,
    onUnknown: () => undefined,
    meetings: {
      noteAdmitted: async () => 'noted',
      noteJoined: async () => 'noted',
      noteLeft: async () => 'noted',
      noteActive: async () => 'noted',
      noteQuality: async () => 'noted',
      noteConnected: async () => {
        await write('connected')
        return 'noted'
      },
      end: async () => {
        await write('ended')
        return 'ended'
      },
    },
  })
  notes.connected(ROOM, SOMEBODY, { path: 'relay', afterMs: 900 })
  const end = notes.end(ROOM, 'doctor', 2_000, () => undefined)
  for (let turn = 0; turn < 2; turn += 1) {
    await storeAnswers()
    expect(waits).toHaveLength(1)
    waits.shift()?.()
  }
  expect(await end).toBe('ended')
  expect(written).toEqual(['connected', 'ended'])
})

test('an end does not wait for a note that the store refuses', async () => {
  let refuses = true
  const world = createWorld(async () => {
    if (refuses) throw new Error('away')
    return 'noted'
  })
  world.notes.joined(ROOM, SOMEBODY, 1_000)
  await storeAnswers()
  refuses = false
  expect(await world.notes.end(ROOM, 'doctor', 2_000, () => undefined)).toBe('ended')
  expect(world.calls()).toBe(2)
})

async function tryForAnHour(clock: { advance(ms: number): void }): Promise<void> {
  for (let minute = 0; minute < 60; minute += 1) {
    clock.advance(60_000)
    await storeAnswers()
  }
}

test('a store that never comes back is tried a few times, then the loss is logged and nothing stays behind', async () => {
  const { clock, logged, notes, calls } = createWorld(() => Promise.reject(new Error('away')))
  notes.joined(ROOM, SOMEBODY, 1)
  await tryForAnHour(clock)
  expect(calls()).toBe(7)
  expect(logged).toEqual([{ event: 'note-lost', roomId: ROOM, note: 'joined', why: 'Error' }])
  expect(clock.timers).toBe(0)
})

test('while a store is away, one room can make only so many notes wait', async () => {
  const { clock, logged, notes } = createWorld(() => Promise.reject(new Error('away')))
  for (let count = 0; count < 200; count += 1) notes.left(ROOM, SOMEBODY, count)
  await storeAnswers()
  expect(logged.filter((event) => event.event === 'note-lost')).toHaveLength(200 - 64)
  notes.left('zzzzzzzzzzzz', SOMEBODY, 1)
  await storeAnswers()
  expect(logged).toHaveLength(200 - 64)
  expect(clock.timers).toBe(2)
})

test('settling waits for what is being written, and not for ever', async () => {
  let write = () => undefined as unknown
  const { clock, notes } = createWorld(
    () =>
      new Promise((resolve) => {
        write = () => resolve('noted')
      }),
  )
  notes.active(ROOM, 1)
  await storeAnswers()
  let settled = 0
  void notes.settled(2_000).then(() => {
    settled += 1
  })
  void notes.settled(60_000).then(() => {
    settled += 1
  })
  await storeAnswers()
  expect(settled).toBe(0)
  clock.advance(2_000)
  await storeAnswers()
  expect(settled).toBe(1)
  write()
  await storeAnswers()
  expect(settled).toBe(2)
  expect(clock.timers).toBe(0)
})
