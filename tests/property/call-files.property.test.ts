import { resolveObjectURL } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fileKey, isOver } from '../../src/call/core/shared-files.ts'
import type { FileSharing } from '../../src/call/file-sharing.ts'
import { IDS } from '../support/rooms-world.ts'
import { fakeFile } from '../support/shared-files.ts'
import type { Page } from '../support/twin/browser.ts'
import { histories, mendAll, play } from '../support/twin/history.ts'
import { createTwinWorld, type TwinWorld, type Visitor } from '../support/twin/world.ts'

/** A file in a whole call: sessions and hub are real, browser, network and time are simulated. */

const BYTES = Uint8Array.from({ length: 400_000 }, (_, index) => (index * 7 + (index >> 8)) & 255)
/** As for the call itself, and then the file. */
const OVER_WITHIN_MS = 120_000

async function filesOf({ page }: Visitor): Promise<FileSharing> {
  if (page === null) throw new Error('nobody is there')
  return await page.session.files()
}

async function begin(world: TwinWorld, doctor: Visitor, patient: Visitor): Promise<[Page | null, Page | null]> {
  for (const visitor of [doctor, patient]) world.open(visitor)
  await world.pass(5_000)
  await (await filesOf(doctor)).offer([fakeFile('x-ray.dcm', BYTES)])
  await world.pass(1_000)
  const there = await filesOf(patient)
  const [file] = there.view().sharing.files
  expect(file).toMatchObject({ author: 'other', state: { is: 'asked' }, size: BYTES.length })
  there.accept(IDS.doctor, file?.id ?? '')
  return [doctor.page, patient.page]
}

test('[F5, F7] whatever happens to a call, a file in it arrives whole on a page that stays, or both people are told', {
  timeout: 120_000,
}, async () => {
  let whole = 0
  await fc.assert(
    fc.asyncProperty(fc.integer(), histories(2), async (seed, moves) => {
      const world = createTwinWorld(seed, ['doctor', 'patient'])
      const [doctor, patient] = world.visitors
      if (doctor === undefined || patient === undefined) throw new Error('two are expected')
      const [sendersPage, receiversPage] = await begin(world, doctor, patient)
      for (const move of moves) await play(world, move)
      await mendAll(world)
      const sender = doctor.page === sendersPage ? await filesOf(doctor) : null
      const receiver = patient.page === receiversPage ? await filesOf(patient) : null
      const sent = () => sender?.view().sharing.files.flatMap((file) => (file.author === 'you' ? file.to : []))[0]
      const received = () => receiver?.view().sharing.files.find((file) => file.author === 'other')
      const isThrough = () => {
        const file = received()
        const ends = [sent()?.state, file?.author === 'other' ? file.state : undefined]
        return ends.every((state) => state === undefined || isOver(state))
      }
      for (let ms = 0; ms < OVER_WITHIN_MS && !isThrough(); ms += 1_000) await world.pass(1_000)
      expect(isThrough(), JSON.stringify([sent(), received()])).toBe(true)

      const file = received()
      for (const state of [sent()?.state, file?.author === 'other' ? file.state : undefined]) {
        if (state?.is === 'stopped') expect(['gone', 'reloaded']).toContain(state.why)
      }
      if (file?.author === 'other' && file.state.is === 'whole') {
        const url = receiver?.view().urls.get(fileKey(IDS.doctor, file.id)) ?? ''
        const saved = Buffer.from((await resolveObjectURL(url)?.arrayBuffer()) ?? new ArrayBuffer(0))
        expect(Buffer.compare(saved, BYTES)).toBe(0)
        whole += 1
      }
      for (const visitor of world.visitors) visitor.page?.unload()
    }),
    { numRuns: 40, interruptAfterTimeLimit: 60_000 },
  )
  expect(whole).toBeGreaterThan(5)
})

test.each(['doctor', 'patient'] as const)(
  '[F1, F5] the connection of the %s breaks in the middle of a file: it is built anew and the file goes on',
  async (whose) => {
    const world = createTwinWorld(7, ['doctor', 'patient'])
    const [doctor, patient] = world.visitors
    if (doctor === undefined || patient === undefined) throw new Error('two are expected')
    await begin(world, doctor, patient)
    const received = async () => {
      const file = (await filesOf(patient)).view().sharing.files[0]
      return file?.author === 'other' ? file.state : null
    }
    await world.pass(500)
    expect(await received()).toMatchObject({ is: 'receiving' })
    const [before] = (await filesOf(doctor)).view().sharing.files
    expect(before).toMatchObject({ to: [{ state: { is: 'sending', had: expect.any(Number) } }] })
    const broken = world.visitors.find(({ who }) => who === whose)?.page?.connections.at(-1)
    broken?.close()
    await world.pass(30_000)
    expect(await received()).toMatchObject({ is: 'whole' })
    for (const { page } of world.visitors) expect(page?.connections.length).toBeGreaterThan(1)
    for (const { page } of world.visitors) page?.unload()
  },
)

test('[F1] a restart of ICE in the middle of a file keeps the channel, and the file goes on', async () => {
  const world = createTwinWorld(11, ['doctor', 'patient'])
  const [doctor, patient] = world.visitors
  if (doctor === undefined || patient === undefined) throw new Error('two are expected')
  await begin(world, doctor, patient)
  await world.pass(300)
  world.move(patient)
  await world.pass(30_000)
  for (const { page } of world.visitors) expect(page?.connections).toHaveLength(1)
  expect(world.visitors.some(({ page }) => (page?.connections[0]?.restarts.length ?? 0) > 0)).toBe(true)
  expect((await filesOf(patient)).view().sharing.files).toMatchObject([{ state: { is: 'whole' } }])
  for (const { page } of world.visitors) page?.unload()
})
