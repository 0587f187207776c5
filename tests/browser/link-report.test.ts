import { expectMovingPicture } from './media.ts'
import { expect, type Person, test } from './people.ts'
import { startVisit } from './visit.ts'

/** Everything of one kind that a person's pages say to the server from now on. */
function saidBy(person: Person, type: string): Record<string, unknown>[] {
  const said: Record<string, unknown>[] = []
  person.page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      const message = JSON.parse(String(payload))
      if (message.type === type) said.push(message)
    })
  })
  return said
}

test('[N1] each side says once how its link goes and how long it took', async ({ bedside, arrive }) => {
  const doctor = await arrive('Dr. Ada')
  const patient = await arrive('Paul')
  const reports = [saidBy(doctor, 'link-report'), saidBy(patient, 'link-report')]
  await startVisit(bedside, doctor, patient)
  for (const person of [doctor, patient]) await expectMovingPicture(person.page.getByLabel('Remote video'))
  for (const said of reports) await expect.poll(() => said.length).toBe(1)
  for (const [report] of reports) {
    expect(report).toMatchObject({ path: 'direct' })
    expect(report?.['afterMs']).toBeGreaterThan(0)
    expect(report?.['afterMs']).toBeLessThan(20_000)
  }
  // Three seconds into the picture the links have been looked at several times more.
  const shownFor = () =>
    doctor.page
      .getByLabel('Remote video')
      .evaluate((video) => (video instanceof HTMLVideoElement ? video.currentTime : 0))
  await expect.poll(shownFor).toBeGreaterThan(3)
  expect(reports.map((said) => said.length)).toEqual([1, 1])
})
