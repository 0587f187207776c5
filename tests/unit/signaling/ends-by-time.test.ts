import { expect, test } from 'vitest'
import { StoreUnavailable } from '../../../db/port.ts'
import type { MeetingRecord } from '../../../db/records.ts'
import type { RoomId } from '../../../signaling/contract/ids.ts'
import type { WebhookEvent } from '../../../signaling/contract/webhook-events.ts'
import { startEndsByTime } from '../../../signaling/ends-by-time.ts'
import { HOUR_MS } from '../../../signaling/hourly.ts'
import type { LogEvent } from '../../../signaling/log.ts'
import { OVERDUE_MS } from '../../../signaling/meetings/overdue.ts'
import { createManualClock } from '../../support/manual-clock.ts'
import { createMemoryStore } from '../../support/memory-store.ts'
import { storeAnswers } from '../../support/rooms-world.ts'
import { meetingRecord, participantRecord } from '../../support/stored-records.ts'

async function createWorld(meetings: readonly MeetingRecord[], open: readonly RoomId[] = []) {
  const clock = createManualClock()
  const store = createMemoryStore()
  for (const meeting of meetings) await store.meetings.insert(meeting)
  const logged: LogEvent[] = []
  const announced: WebhookEvent[] = []
  const told: string[] = []
  const world = { clock, store, logged, announced, told, storeIsAway: false }
  const running = startEndsByTime({
    clock,
    random: { errorId: () => 'e1' },
    log: (event) => void logged.push(event),
    announce: (event) => void announced.push(event),
    rooms: { isOpen: (roomId) => open.includes(roomId), end: (roomId, by) => void told.push(`${roomId} ${by}`) },
    clinic: {
      async meetings(query, page) {
        if (world.storeIsAway) throw new StoreUnavailable('unreachable')
        return await store.clinic.meetings(query, page)
      },
    },
    meetings: store.meetings,
  })
  const pass = async (ms: number) => {
    await storeAnswers()
    clock.advance(ms)
    for (let steps = 0; steps < 40; steps += 1) await storeAnswers()
  }
  return { ...world, world, running, pass, stored: (roomId: RoomId) => store.clinic.meeting(roomId) }
}

/** Somebody was in it at the time of the manual clock's beginning, and nobody since. */
function abandoned(now: number): MeetingRecord {
  const participants = [participantRecord({ role: 'doctor', joinedAt: now, leftAt: now }), participantRecord()]
  return meetingRecord({ state: 'waiting', createdAt: now, waitingSince: now, participants })
}

test('a visit that nobody ended ends by itself, and whoever listens is told', async () => {
  const start = createManualClock().now()
  const visit = abandoned(start)
  const { pass, stored, told, announced, logged } = await createWorld([visit])
  await pass(HOUR_MS)
  expect((await stored(visit.roomId))?.state).toBe('waiting')
  await pass(OVERDUE_MS)
  expect(await stored(visit.roomId)).toMatchObject({ state: 'ended', endReason: 'time', endedAt: start })
  expect(told).toEqual([`${visit.roomId} time`])
  expect(announced).toEqual([{ type: 'meeting.ended', data: { roomId: visit.roomId, by: 'time' } }])
  expect(logged).toEqual([{ event: 'meeting-ended', roomId: visit.roomId, by: 'time' }])
})

test('while anybody is in it a visit goes on, however long', async () => {
  const visit = abandoned(createManualClock().now())
  const { pass, stored } = await createWorld([visit], [visit.roomId])
  await pass(3 * OVERDUE_MS)
  expect((await stored(visit.roomId))?.state).toBe('waiting')
})

test('a process that has just started ends nothing: people whose line fell with the one before come back first', async () => {
  const visit = abandoned(createManualClock().now() - 2 * OVERDUE_MS)
  const { pass, stored } = await createWorld([visit])
  await pass(HOUR_MS - 1)
  expect((await stored(visit.roomId))?.state).toBe('waiting')
  await pass(1)
  expect((await stored(visit.roomId))?.state).toBe('ended')
})

test('more visits than fit into one step all end, and a store that is away is tried again an hour later', async () => {
  const visits = Array.from({ length: 230 }, () => abandoned(createManualClock().now() - OVERDUE_MS))
  const { world, pass, store, logged } = await createWorld(visits)
  world.storeIsAway = true
  await pass(HOUR_MS)
  expect(logged).toEqual([{ event: 'store-unavailable', why: 'unreachable' }])
  world.storeIsAway = false
  await pass(HOUR_MS)
  await pass(1_000)
  await pass(1_000)
  expect(await store.clinic.count({ from: null, to: null, doctorId: null, state: 'ended', outcome: null }, 1_000)).toBe(
    230,
  )
})

test('after stopping no timer is left', async () => {
  const { running, clock } = await createWorld([])
  await storeAnswers()
  await running.stop()
  expect(clock.timers).toBe(0)
})
