import { expect, test } from 'vitest'
import { createScreenShare } from '../../../src/call/screen-share.ts'
import { FakeStream, FakeTrack, settled } from '../../support/fake-media.ts'

function world() {
  const track = new FakeTrack('video')
  const answers: { resolve(stream: MediaStream): void; reject(error: Error): void }[] = []
  let changes = 0
  const share = createScreenShare({
    getDisplayMedia: () => new Promise((resolve, reject) => answers.push({ resolve, reject })),
    changed: () => {
      changes += 1
    },
  })
  const grant = () => answers.at(-1)?.resolve(new FakeStream([track]) as unknown as MediaStream)
  return { share, track, answers, grant, changes: () => changes }
}

test('a shared screen is sent sharp, and stops for good on "Stop sharing"', async () => {
  const { share, track, grant, changes } = world()
  const started = share.start()
  grant()
  expect(await started).toBe('sharing')
  expect(track.contentHint).toBe('detail')
  expect(share.track()).toBe(track)
  share.stop()
  share.stop()
  expect([share.track(), track.stops, changes()]).toEqual([null, 1, 2])
})

test("the browser's own stop bar stops it too", async () => {
  const { share, track, grant, changes } = world()
  void share.start()
  grant()
  await settled()
  track.end()
  expect([share.track(), changes()]).toEqual([null, 2])
})

test('closing the dialogue is an answer, anything else a failure', async () => {
  for (const [name, outcome] of [
    ['NotAllowedError', 'denied'],
    ['NotReadableError', 'failed'],
  ] as const) {
    const { share, answers } = world()
    const started = share.start()
    answers[0]?.reject(new DOMException('no', name))
    expect(await started).toBe(outcome)
    expect(share.track()).toBeNull()
  }
})

test('a screen that is granted after the call ended is let go at once', async () => {
  const { share, track, grant } = world()
  const started = share.start()
  share.stop()
  grant()
  expect(await started).toBe('denied')
  expect([share.track(), track.stops]).toEqual([null, 1])
})

test('pressing twice opens one dialogue', () => {
  const { share, answers } = world()
  void share.start()
  void share.start()
  expect(answers).toHaveLength(1)
})
