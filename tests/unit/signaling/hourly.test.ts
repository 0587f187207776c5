import { expect, test } from 'vitest'
import { HOUR_MS, hourly } from '../../../signaling/hourly.ts'
import type { LogEvent } from '../../../signaling/log.ts'
import { createManualClock } from '../../support/manual-clock.ts'
import { storeAnswers } from '../../support/rooms-world.ts'

function createWorld(work: () => Promise<void>, steps: number) {
  const clock = createManualClock()
  const logged: LogEvent[] = []
  const done: number[] = []
  const ports = { clock, random: { errorId: () => 'e1' }, log: (event: LogEvent) => void logged.push(event) }
  const running = hourly(ports, 'some work', 'at-once', async (nextStep) => {
    let step = 0
    do {
      step += 1
      done.push(step)
      await work()
    } while (step < steps && (await nextStep()))
  })
  return { clock, logged, done, running }
}

test('work that is asked to stop between two of its steps stops there', async () => {
  const { clock, done, running } = createWorld(async () => undefined, 10)
  await storeAnswers()
  clock.advance(1_000)
  await storeAnswers()
  expect(done).toEqual([1, 2])
  await running.stop()
  expect(done).toEqual([1, 2])
  expect(clock.timers).toBe(0)
})

test('a fault is logged with its place and costs one time', async () => {
  const error = new Error('no such thing')
  let faults = 1
  const { clock, logged, done } = createWorld(async () => {
    faults -= 1
    if (faults >= 0) throw error
  }, 1)
  await storeAnswers()
  expect(logged).toEqual([{ event: 'fault', errorId: 'e1', where: 'some work', error }])
  clock.advance(HOUR_MS)
  await storeAnswers()
  expect(done).toEqual([1, 1])
  expect(logged).toHaveLength(1)
})
