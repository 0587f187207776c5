import { expectMovingPicture, expectSound } from './media.ts'
import { expect } from './people.ts'
import { loseLockForAMoment, signsOf, watchSigns } from './signs.ts'
import { createMeeting, expectCallState, inviteOf, joinCall, openInvite } from './visit.ts'
import { cardOf, expectPlace, expectWaiting, openDesk, planVisit, sinceOf, test, waitBeforeDoor } from './waiting.ts'

test.beforeEach(() => test.setTimeout(90_000))

test('whoever waits sees that they are known, since when and who is before them, and moves up', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const paul = await arrive('Paul', { screen: 'phone' })
  const tom = await arrive('Tom')
  const first = await planVisit(bedside, doctor, paul)
  await waitBeforeDoor(paul, first)
  await waitBeforeDoor(tom, await planVisit(bedside, doctor, tom))
  await expectPlace(paul, 'You are next.')
  await expectPlace(tom, '1 person is before you.')
  expect(await sinceOf(paul)).toMatch(/^Waiting since \d\d:\d\d$/)
  await expectMovingPicture(paul.page.getByLabel('Your video'))

  await doctor.page.goto(first.callUrl)
  await joinCall(doctor)
  await doctor.page.getByRole('button', { name: 'Admit' }).click()
  await expectCallState(paul, 'connected')
  await expectPlace(tom, 'You are next.')
})

test('nothing of the doctor is on the page or on its way to it before the door opens @everyday', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const paul = await arrive('Paul')
  const frames: string[] = []
  paul.page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => frames.push(String(payload))))
  const meeting = await planVisit(bedside, doctor, paul)
  const doctorsName = meeting.participants.find(({ role }) => role === 'doctor')?.name ?? ''
  await waitBeforeDoor(paul, meeting)
  await doctor.page.goto(meeting.callUrl)
  await joinCall(doctor)
  await expect(doctor.page.getByRole('button', { name: 'Admit' })).toBeVisible()
  await expectWaiting(paul)
  expect(doctorsName.length).toBeGreaterThan(3)
  expect(await paul.page.content()).not.toContain(doctorsName)
  expect(frames.length).toBeGreaterThan(0)
  expect(frames.join('\n')).not.toContain(doctorsName)
  await doctor.page.getByRole('button', { name: 'Admit' }).click()
  await expect(paul.page.getByText(doctorsName).first()).toBeVisible()
})

test('the clinic’s ready sentences come in the language of whoever waits, free text as it was written, and answers go back', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const amina = await arrive('Amina', { screen: 'phone' })
  await waitBeforeDoor(amina, await planVisit(bedside, doctor, amina, { language: 'ar' }))
  await openDesk(doctor)
  const card = cardOf(doctor, 'Amina')
  await card.getByRole('button', { name: '5 more minutes to Amina' }).click()
  const sentence = amina.page.getByText('سيستغرق الأمر نحو خمس دقائق أخرى')
  await expect(sentence).toBeVisible()
  expect(
    await sentence.evaluate((element) => [element.getAttribute('lang'), getComputedStyle(element).direction]),
  ).toEqual(['ar', 'rtl'])

  await card.getByRole('link', { name: /Write, give a hint or move/ }).click()
  await card.getByLabel('Write to Amina').fill('<b>Soon</b> & surely')
  await card.getByRole('button', { name: 'Send' }).click()
  await expect(amina.page.getByText('<b>Soon</b> & surely', { exact: true })).toHaveCount(1)
  await expect(card.getByLabel('Write to Amina')).toHaveValue('')

  for (const line of ['I need', 'an interpreter,', 'please.']) {
    await amina.page.getByLabel('Write to the clinic').fill(line)
    await amina.page.getByRole('button', { name: 'Send' }).click()
    await expect(card.getByText(line, { exact: true })).toHaveCount(1)
    await expect(amina.page.getByText(line, { exact: true })).toHaveCount(1)
  }
})

test('a reload keeps the place, the time and what was written', async ({ bedside, arrive }) => {
  const doctor = await arrive('Dr. Ada')
  const paul = await arrive('Paul')
  const tom = await arrive('Tom')
  await waitBeforeDoor(paul, await planVisit(bedside, doctor, paul))
  await waitBeforeDoor(tom, await planVisit(bedside, doctor, tom))
  await paul.page.getByLabel('Write to the clinic').fill('I am early.')
  await paul.page.getByRole('button', { name: 'Send' }).click()
  await openDesk(doctor)
  await expect(cardOf(doctor, 'Paul').getByText('I am early.')).toBeVisible()
  const since = await sinceOf(paul)

  await paul.page.reload()
  await expect(cardOf(doctor, 'Paul').getByText('Line lost, place kept')).toBeVisible()
  await joinCall(paul)
  await expectPlace(paul, 'You are next.')
  expect(await sinceOf(paul)).toBe(since)
  await expect(paul.page.getByText('I am early.', { exact: true })).toHaveCount(1)
  await expectPlace(tom, '1 person is before you.')
  await expect(cardOf(doctor, 'Paul').getByText('Line lost, place kept')).toHaveCount(0)
})

test('a network that goes for a while keeps the place, and what was written meanwhile arrives once', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const paul = await arrive('Paul', { expectedErrors: /ERR_INTERNET_DISCONNECTED|WebSocket/ })
  const tom = await arrive('Tom')
  await waitBeforeDoor(paul, await planVisit(bedside, doctor, paul))
  await waitBeforeDoor(tom, await planVisit(bedside, doctor, tom))
  await openDesk(doctor)
  const since = await sinceOf(paul)
  await paul.context.setOffline(true)
  await expectCallState(paul, 'reconnecting')
  await paul.page.getByLabel('Write to the clinic').fill('Are you there?')
  await paul.page.getByRole('button', { name: 'Send' }).click()
  await expect(paul.page.getByText('Sending …')).toBeVisible()

  await paul.context.setOffline(false)
  await expectWaiting(paul)
  await expectPlace(paul, 'You are next.')
  expect(await sinceOf(paul)).toBe(since)
  await expectPlace(tom, '1 person is before you.')
  await expect(cardOf(doctor, 'Paul').getByText('Are you there?', { exact: true })).toHaveCount(1)
  await expect(paul.page.getByText('Are you there?', { exact: true })).toHaveCount(1)
  await expect(paul.page.getByText('Sending …')).toHaveCount(0)
})

test('a change of browser by the same link takes the place along', async ({ bedside, arrive }) => {
  const doctor = await arrive('Dr. Ada')
  const paul = await arrive('Paul')
  const tom = await arrive('Tom')
  const elsewhere = await arrive('Paul', { screen: 'phone' })
  const meeting = await planVisit(bedside, doctor, paul)
  await waitBeforeDoor(paul, meeting)
  await waitBeforeDoor(tom, await planVisit(bedside, doctor, tom))
  const since = await sinceOf(paul)
  await waitBeforeDoor(elsewhere, meeting)
  await expectCallState(paul, 'ended')
  await expectPlace(elsewhere, 'You are next.')
  expect(await sinceOf(elsewhere)).toBe(since)
  await expectPlace(tom, '1 person is before you.')
})

test('being let in sounds and stands in the title, and the screen stays on in the call too', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const paul = await arrive('Paul', { screen: 'phone' })
  await watchSigns(paul.context)
  const meeting = await planVisit(bedside, doctor, paul)
  await waitBeforeDoor(paul, meeting)
  await expect(paul.page).toHaveTitle(/^Waiting · Visit of Paul/)
  await expect.poll(() => signsOf(paul.page)).toMatchObject({ tones: 0, locksTaken: 1, locksReleased: 0 })
  await doctor.page.goto(meeting.callUrl)
  await joinCall(doctor)
  await doctor.page.getByRole('button', { name: 'Admit' }).click()
  await expectCallState(paul, 'connected')
  await expect(paul.page).toHaveTitle(/^You are in · Visit of Paul/)
  await expect.poll(() => signsOf(paul.page)).toMatchObject({ tones: 2, locksTaken: 1, locksReleased: 0 })
  await loseLockForAMoment(paul.page)
  await expect.poll(() => signsOf(paul.page)).toMatchObject({ locksTaken: 2, locksReleased: 1 })
  // The page after the call has signs of its own: what the call's page has to show is handed on as it goes.
  await paul.page.evaluate(() =>
    addEventListener('pagehide', () => sessionStorage.setItem('signs', JSON.stringify(Reflect.get(window, 'signs')))),
  )
  await paul.page.getByRole('button', { name: 'End call' }).click()
  await expectCallState(paul, 'ended')
  const signs = await paul.page.evaluate(() => sessionStorage.getItem('signs'))
  expect(JSON.parse(signs ?? '{}')).toMatchObject({ locksTaken: 2, locksReleased: 2 })
})

test('somebody on hold is told so kindly, hears and sees nobody, and is let in again', async ({ bedside, arrive }) => {
  const doctor = await arrive('Dr. Ada')
  const paul = await arrive('Paul')
  const ines = await arrive('Inés')
  const meeting = await createMeeting(bedside, doctor, { title: 'With an interpreter', guests: ['interpreter'] })
  await doctor.page.goto(meeting.callUrl)
  await joinCall(doctor)
  for (const [person, role] of [
    [paul, 'patient'],
    [ines, 'interpreter'],
  ] as const) {
    await openInvite(person, inviteOf(meeting, role).url)
    await joinCall(person)
  }
  for (const person of [doctor, paul, ines]) await expect(person.page.getByLabel(/Remote video/)).toHaveCount(2)

  await doctor.page.getByRole('button', { name: 'Hold Paul' }).click()
  await expectPlace(paul, 'On hold')
  await expect(paul.page.getByText(/you keep your place/)).toBeVisible()
  await expect(paul.page.getByLabel(/Remote video/)).toHaveCount(0)
  for (const person of [doctor, ines]) await expect(person.page.getByLabel(/Remote video/)).toHaveCount(1)
  await expect(doctor.page.getByText('Paul (patient) is on hold')).toBeVisible()
  await expectMovingPicture(doctor.page.getByLabel('Remote video'))

  await paul.page.getByLabel('Write to the clinic').fill('I am still here.')
  await paul.page.getByRole('button', { name: 'Send' }).click()
  await expect(doctor.page.getByText('I am still here.')).toBeVisible()

  await doctor.page.getByRole('button', { name: 'Admit' }).click()
  for (const person of [doctor, paul, ines]) {
    await expect(person.page.getByLabel(/Remote video/)).toHaveCount(2)
    await expectMovingPicture(person.page.getByLabel(/Remote video/).nth(1))
  }
  await expectSound(paul.page)
})

test('in an open room too whoever is first there waits in the waiting room until the doctor comes', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const paul = await arrive('Paul')
  const meeting = await createMeeting(bedside, doctor, { title: 'Open door' })
  await openInvite(paul, inviteOf(meeting, 'patient').url)
  await joinCall(paul)
  await expectWaiting(paul)
  await expectPlace(paul, 'You are next.')
  await openDesk(doctor)
  await cardOf(doctor, 'Paul').getByRole('button', { name: '5 more minutes to Paul' }).click()
  await expect(paul.page.getByText('It will take about five more minutes.')).toBeVisible()
  await cardOf(doctor, 'Paul').getByRole('button', { name: 'Start visit Paul' }).click()
  await expect(doctor.page.getByText(/You are about to see Paul \(patient\), waiting since \d\d:\d\d\./)).toBeVisible()
  await joinCall(doctor)
  await expectCallState(paul, 'connected')
  await expectMovingPicture(doctor.page.getByLabel('Remote video'))
})
