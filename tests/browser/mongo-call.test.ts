import type { Store } from '../../db/port.ts'
import { findMongo, startMongo } from '../support/mongo-server.ts'
import { openAtUrl } from '../support/mongo-store.ts'
import { type RunningBedside, startBedside } from '../support/processes.ts'
import { newId } from '../support/stored-records.ts'
import { expectMovingPicture, expectSound } from './media.ts'
import { test as base, expect } from './people.ts'
import { expectCallState, startVisit } from './visit.ts'

const way = await findMongo()

/** The product on MongoDB; `store` looks into the same database. */
const test = base.extend<object, { bedside: RunningBedside; database: { url: string }; store: Store }>({
  database: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern.
    async ({}, use) => {
      const server = await startMongo()
      await use({ url: server.url(newId()) })
      await server.stop()
    },
    { scope: 'worker' },
  ],
  bedside: [
    async ({ database }, use) => {
      const bedside = await startBedside({ env: { MONGODB_URL: database.url } })
      await use(bedside)
      await bedside.stop()
    },
    { scope: 'worker' },
  ],
  store: [
    async ({ database }, use) => {
      const store = await openAtUrl(database.url)
      await use(store)
      await store.close()
    },
    { scope: 'worker' },
  ],
})

test.skip(way.kind === 'none', way.kind === 'none' ? way.why : '')

test('with everything kept in MongoDB two people see and hear each other, and how it went is written down', async ({
  arrive,
  bedside,
  store,
}) => {
  const doctor = await arrive('Dr. Ada')
  const patient = await arrive('Paul')
  const { roomId } = await startVisit(bedside, doctor, patient)
  for (const person of [doctor, patient]) {
    await expectMovingPicture(person.page.getByLabel('Remote video'))
    await expectSound(person.page)
  }
  await expect.poll(async () => (await store.clinic.meeting(roomId))?.path).toBe('direct')
  await doctor.page.getByRole('button', { name: 'End call' }).click()
  for (const person of [doctor, patient]) await expectCallState(person, 'ended')
  expect(await store.clinic.meeting(roomId)).toMatchObject({
    state: 'ended',
    outcome: 'connected',
    participants: [{ role: 'doctor' }, { role: 'patient', name: 'Paul' }],
  })
})
