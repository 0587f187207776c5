import { holdCallScript } from './network.ts'
import { expect } from './people.ts'
import { watchMoves } from './stillness.ts'
import { createMeeting, expectCallState, inviteOf, joinCall, openInvite, startVisit } from './visit.ts'
import { planVisit, test, waitBeforeDoor } from './waiting.ts'

test('while the lobby is still loading it says so, has nothing to be pressed in vain, and then stays as it stands', async ({
  bedside,
  arrive,
}) => {
  const ada = await arrive('Dr. Ada')
  const paul = await arrive('Paul', { screen: 'phone' })
  const meeting = await createMeeting(bedside, ada)
  const moved = await watchMoves(paul)
  const goOn = await holdCallScript(paul)
  await openInvite(paul, inviteOf(meeting, 'patient').url)
  await expect(paul.page.getByText('the page is still loading')).toBeVisible()
  await expect(paul.page.getByRole('button', { name: 'Join call' })).toBeDisabled()
  goOn()
  await expect(paul.page.getByText('Ready when you are')).toBeVisible()
  await expect(paul.page.getByText('the page is still loading')).toHaveCount(0)
  await joinCall(paul)
  await expectCallState(paul, 'waiting')
  expect((await moved()).filter((move) => move.startsWith('Join call'))).toEqual([])
})

for (const screen of ['desktop', 'phone'] as const) {
  test(`on a ${screen} nothing moves under a finger in the lobby, whatever comes to stand there one after the other`, async ({
    bedside,
    arrive,
  }) => {
    const ada = await arrive('Dr. Ada', { screen })
    const paul = await arrive('Paul', { screen })
    const meeting = await createMeeting(bedside, ada)
    const moves = await Promise.all([ada, paul].map(watchMoves))
    await ada.page.goto(meeting.callUrl)
    await expect(ada.page.getByText('Nobody is here yet.')).toBeVisible()
    await openInvite(paul, inviteOf(meeting, 'patient').url)
    for (const { page } of [ada, paul]) {
      await expect(page.getByText('Your connection is good')).toBeVisible()
      await expect(page.getByLabel('Camera')).toHaveValue(/./)
      await page.getByRole('heading', { level: 1 }).click()
      await expect(page.getByText('We can hear you.')).toBeVisible()
    }
    const ofPaul = await moves[1]?.()
    await joinCall(paul)
    await expect(ada.page.getByText('You are about to see Paul')).toBeVisible()
    expect([await moves[0]?.(), ofPaul]).toEqual([[], []])
  })

  test(`on a ${screen} what Dr. Ada can press in a call stays where it is while somebody knocks and writes`, async ({
    bedside,
    arrive,
  }) => {
    const ada = await arrive('Dr. Ada', { screen })
    const paul = await arrive('Paul', { screen })
    const meeting = await createMeeting(bedside, ada)
    const moved = await watchMoves(ada)
    await ada.page.goto(meeting.callUrl)
    await joinCall(ada)
    await expect(ada.page.getByText('Waiting for the others to join')).toBeVisible()
    await openInvite(paul, inviteOf(meeting, 'patient').url)
    await joinCall(paul)
    await expectCallState(ada, 'connected')
    await paul.page.getByRole('button', { name: /Chat/ }).click()
    await paul.page.getByRole('textbox', { name: 'Message' }).fill('Good morning')
    await paul.page.keyboard.press('Enter')
    await expect(ada.page.getByRole('button', { name: /Chat.*1/ })).toBeVisible()
    expect(await moved()).toEqual([])
  })

  test(`in the doctor's day on a ${screen} the card of who came first stays where it is when others come, and all does as the page wakes up`, async ({
    bedside,
    arrive,
  }) => {
    const ada = await arrive('Dr. Ada', { screen })
    const people = [await arrive('Paul', { screen }), await arrive('Fatma'), await arrive('Inés')]
    const moved = await watchMoves(ada)
    for (const [index, person] of people.entries()) {
      const meeting = await planVisit(bedside, ada, person)
      if (index === 0) await ada.page.goto('/meetings')
      await waitBeforeDoor(person, meeting)
      await expect(ada.page.getByText(`${person.name} `).first()).toBeVisible()
    }
    expect((await moved()).filter((move) => move.startsWith('Admit'))).toEqual([])
    await ada.page.reload()
    await expect(ada.page.getByText('This list is live.')).toBeVisible()
    await ada.page.getByRole('heading', { level: 1 }).click()
    await expect(ada.page.getByText('A sound tells you')).toBeHidden()
    expect(await moved()).toEqual([])
  })
}

test('on a phone nothing lies over what stands behind “More” in a call', async ({ bedside, arrive }) => {
  const ada = await arrive('Dr. Ada', { screen: 'phone' })
  const paul = await arrive('Paul', { screen: 'phone' })
  await startVisit(bedside, ada, paul)
  await ada.page.getByRole('button', { name: 'More' }).click()
  for (const name of ['Note', 'Share screen', 'Pause pictures', 'Leave']) {
    expect(await ada.page.getByRole('button', { name }).evaluate(liesOnTop), name).toBe(true)
  }
})

/** Runs in the page: whether all of it can be pressed, looked at in nine places. */
function liesOnTop(element: Element): boolean {
  const { left, top, width, height } = element.getBoundingClientRect()
  return [0.1, 0.5, 0.9].every((right) =>
    [0.1, 0.5, 0.9].every((down) =>
      element.contains(document.elementFromPoint(left + right * width, top + down * height)),
    ),
  )
}
