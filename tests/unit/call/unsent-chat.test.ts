import { expect, test } from 'vitest'
import { createTwinWorld, type TwinWorld, type Visitor } from '../../support/twin/world.ts'

async function twoInACall(): Promise<{ world: TwinWorld; doctor: Visitor; patient: Visitor }> {
  const world = createTwinWorld(1, ['doctor', 'patient'])
  for (const visitor of world.visitors) world.open(visitor)
  await world.pass(2_000)
  const [doctor, patient] = world.visitors
  if (doctor === undefined || patient === undefined) throw new Error('nobody came')
  return { world, doctor, patient }
}

const write = ({ page }: Visitor, text: string) => page?.session.write(text)
const shown = ({ page }: Visitor) => page?.session.state().chat.lines.map(({ author, text }) => `${author}: ${text}`)

test('what was written while nobody could be reached goes out once after a reload, to a server that remembers nothing', async () => {
  const { world, doctor, patient } = await twoInACall()
  write(doctor, 'one')
  await world.pass(500)
  world.clinic.kill()
  await world.pass(2_000)
  write(doctor, 'two')
  write(doctor, 'three')
  world.open(doctor)
  expect(shown(doctor)).toEqual([])
  await world.pass(2_000)
  world.clinic.start()
  await world.pass(15_000)
  expect(shown(patient)).toEqual(['other: one', 'other: two', 'other: three'])
  expect(shown(doctor)).toEqual(['you: two', 'you: three'])
  expect(
    doctor.page?.session.state().chat.lines.every((line) => line.author === 'you' && line.progress.is === 'delivered'),
  ).toBe(true)
  world.open(doctor)
  await world.pass(5_000)
  expect(shown(doctor), 'what was sent is kept no longer').toEqual([])
  expect(shown(patient)).toHaveLength(3)
})

test('a line whose receipt alone was missing is not shown twice', async () => {
  const { world, doctor, patient } = await twoInACall()
  write(doctor, 'one')
  // It is under way, and the page goes before anything comes back.
  world.open(doctor)
  await world.pass(5_000)
  expect(shown(patient)).toEqual(['other: one'])
  expect(shown(doctor)).toEqual(['you: one'])
})

test('nobody sends what somebody else left on the same tab, and nothing is left after the end', async () => {
  const { world, doctor, patient } = await twoInACall()
  world.clinic.kill()
  await world.pass(2_000)
  write(patient, 'for my doctor')
  Object.assign(doctor.tab, patient.tab)
  world.open(doctor)
  world.clinic.start()
  await world.pass(10_000)
  expect(shown(doctor)).toEqual(['other: for my doctor'])
  world.clinic.kill()
  await world.pass(2_000)
  write(patient, 'never mind')
  expect(patient.tab.unsent).toHaveLength(1)
  patient.page?.session.leave()
  expect(patient.tab.unsent).toEqual([])
})
