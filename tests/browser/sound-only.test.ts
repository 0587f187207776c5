import { pictureBytesSent, watchConnections } from './connections.ts'
import { expectMovingPicture, expectNoMovingPicture, expectSoundOf } from './media.ts'
import { expect, type Person, test } from './people.ts'
import { createMeeting, expectCallState, inviteOf, joinCall, openInvite, startVisit } from './visit.ts'

test('[V1] an interpreter who comes for sound only is sent no picture and sends none, and the others go on seeing each other', async ({
  bedside,
  arrive,
}) => {
  const ada = await arrive('Dr. Ada')
  const paul = await arrive('Paul')
  const ines = await arrive('Inés', { screen: 'phone' })
  for (const person of [ada, paul, ines]) await watchConnections(person)
  const meeting = await createMeeting(bedside, ada, { title: 'By ear', guests: ['interpreter'] })
  await ada.page.goto(meeting.callUrl)
  await joinCall(ada)
  await openInvite(paul, inviteOf(meeting, 'patient').url)
  await joinCall(paul)
  await openInvite(ines, inviteOf(meeting, 'interpreter').url)
  await ines.page.getByRole('checkbox', { name: 'Sound only' }).check()
  await joinCall(ines)
  for (const person of [ada, paul, ines]) await expectCallState(person, 'connected')

  await expect(ada.page.getByText('Sound only')).toBeVisible()
  await expect.poll(() => silentLinks(ada)).toEqual([false, true])
  await expect.poll(() => silentLinks(paul)).toEqual([false, true])
  await expect.poll(() => silentLinks(ines)).toEqual([true, true])
  const heardByInes = ines.page.getByLabel(/Remote video/)
  for (const one of [0, 1]) await expectSoundOf(heardByInes.nth(one))
  await expectNoMovingPicture(heardByInes)
  await expectMovingPicture(ada.page.getByLabel(/Remote video/).first())

  await ines.page.getByRole('button', { name: 'More' }).click()
  await ines.page.getByRole('button', { name: 'Show pictures' }).click()
  for (const one of [0, 1]) await expectMovingPicture(heardByInes.nth(one))
  await expect(ada.page.getByText('Sound only')).toHaveCount(0)
})

test('a patient on a bad line pauses pictures in the call and brings them back; the camera goes off and on with them', async ({
  bedside,
  arrive,
}) => {
  const ada = await arrive('Dr. Ada')
  const paul = await arrive('Paul', { screen: 'phone' })
  for (const person of [ada, paul]) await watchConnections(person)
  await startVisit(bedside, ada, paul)
  await expectMovingPicture(paul.page.getByLabel('Remote video'))

  await paul.page.getByRole('button', { name: 'More' }).click()
  await paul.page.getByRole('button', { name: 'Pause pictures' }).click()
  await expect(ada.page.getByText('Sound only')).toBeVisible()
  await expect(paul.page.getByRole('button', { name: 'Turn camera on' })).toBeVisible()
  for (const person of [ada, paul]) await expect.poll(() => silentLinks(person)).toEqual([true])
  await expectSoundOf(paul.page.getByLabel('Remote video'))
  await expectSoundOf(ada.page.getByLabel('Remote video'))

  await paul.page.getByRole('button', { name: 'More' }).click()
  await paul.page.getByRole('button', { name: 'Show pictures' }).click()
  for (const person of [ada, paul]) await expectMovingPicture(person.page.getByLabel('Remote video'))
  await expect(paul.page.getByRole('button', { name: 'Turn camera off' })).toBeVisible()
})

async function silentLinks(person: Person): Promise<boolean[]> {
  return (await pictureBytesSent(person)).map((bytes) => bytes === 0)
}
