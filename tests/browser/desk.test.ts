import { startPagesOnly } from '../support/pages-only.ts'
import { freePort } from '../support/processes.ts'
import { becomeAdministrator } from './administrator.ts'
import { addDoctor } from './clinic.ts'
import { expectMovingPicture, expectSound } from './media.ts'
import { expect, type Person } from './people.ts'
import { lookElsewhere, signsOf, watchSigns } from './signs.ts'
import { type CreatedMeeting, expectCallState, joinCall } from './visit.ts'
import {
  admitFromDesk,
  cardOf,
  expectPlace,
  expectWaiting,
  openDesk,
  planVisit,
  sinceOf,
  takeTelephoneCall,
  test,
  waitBeforeDoor,
} from './waiting.ts'

test.beforeEach(() => test.setTimeout(90_000))

test('whoever comes appears by themselves, with a sound, in the title, and as a notification once the doctor has asked for them', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const paul = await arrive('Paul')
  const tom = await arrive('Tom')
  await watchSigns(doctor.context)
  const [first, second] = [await planVisit(bedside, doctor, paul), await planVisit(bedside, doctor, tom)]
  await openDesk(doctor)
  await expect(doctor.page.getByText('Nobody is waiting. People who come appear here.')).toBeVisible()
  await expect(doctor.page.getByText(/A sound tells you when somebody comes/)).toBeVisible()

  await waitBeforeDoor(paul, first)
  await expect(cardOf(doctor, 'Paul').getByText('Microphone on')).toBeVisible()
  await expect(doctor.page).toHaveTitle(/^\(1\) Meetings/)
  await expect(doctor.page.getByRole('status')).toContainText('1 person is waiting.')
  expect(await signsOf(doctor.page)).toMatchObject({ notifications: [], permissionsAsked: 0 })

  await doctor.page.getByRole('button', { name: 'Notify me when somebody comes' }).click()
  expect((await signsOf(doctor.page)).permissionsAsked).toBe(1)
  await expect(doctor.page.getByText(/A sound tells you when somebody comes/)).toBeHidden()
  await doctor.context.grantPermissions(['notifications'])
  await openDesk(doctor)
  await doctor.page.getByRole('heading', { name: 'Meetings', level: 1 }).click()
  await lookElsewhere(doctor.page)
  await waitBeforeDoor(tom, second)
  await expect(cardOf(doctor, 'Tom')).toBeVisible()
  await expect(doctor.page).toHaveTitle(/^\(2\) Meetings/)
  await expect.poll(async () => (await signsOf(doctor.page)).tones).toBe(2)
  // It may be shown on a locked screen: it names nobody.
  await expect.poll(async () => (await signsOf(doctor.page)).notifications).toEqual(['Somebody is waiting for you'])
})

test('a card says how somebody stands as it changes, and offers what would help', async ({ bedside, arrive }) => {
  const doctor = await arrive('Dr. Ada')
  const paul = await arrive('Paul', { screen: 'phone' })
  await waitBeforeDoor(paul, await planVisit(bedside, doctor, paul))
  await openDesk(doctor)
  const card = cardOf(doctor, 'Paul')
  await expect(card.getByText('Microphone on')).toBeVisible()
  await paul.page.getByRole('button', { name: 'Mute', exact: true }).click()
  await expect(card.getByText('Microphone muted')).toBeVisible()
  await paul.page.getByRole('button', { name: 'Turn camera off' }).click()
  await expect(card.getByText('Camera off')).toBeVisible()
  await card.getByRole('button', { name: 'Unmute to Paul' }).click()
  await expect(paul.page.getByText('Your microphone is off. Please press “Unmute”.')).toBeVisible()
  await paul.page.getByRole('button', { name: 'Unmute' }).click()
  await expect(card.getByText('Microphone on')).toBeVisible()
  await expect(card.getByRole('button', { name: 'Unmute to Paul' })).toHaveCount(0)
})

test('a telephone call puts the app in the background and costs neither place nor seat', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const paul = await arrive('Paul', { screen: 'phone' })
  const tom = await arrive('Tom')
  await waitBeforeDoor(paul, await planVisit(bedside, doctor, paul))
  await waitBeforeDoor(tom, await planVisit(bedside, doctor, tom))
  const since = await sinceOf(paul)
  await openDesk(doctor)
  const { hangUp } = await takeTelephoneCall(paul)
  const card = cardOf(doctor, 'Paul')
  await expect(card.getByText('App in the background')).toBeVisible()
  await card.getByRole('button', { name: 'Keep the page open to Paul' }).click()
  await hangUp()
  await expect(card.getByText('App in the background')).toHaveCount(0)
  await expect(paul.page.getByText('Please keep this page open and in front')).toBeVisible()
  await expectWaiting(paul)
  expect(await sinceOf(paul)).toBe(since)
  await expectPlace(paul, 'You are next.')
  await expectPlace(tom, '1 person is before you.')
})

test('the doctor sees whom they are about to see before any picture starts, and admits by name', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const paul = await arrive('Paul Miller')
  const ines = await arrive('Inés')
  const meeting = await planVisit(bedside, doctor, paul, { guests: ['interpreter'] })
  await doctor.page.goto(meeting.callUrl)
  await expect(doctor.page.getByText('Nobody is here yet.')).toBeVisible()
  await waitBeforeDoor(paul, meeting)
  await expect(
    doctor.page.getByText(/^You are about to see Paul Miller \(patient\), waiting since \d\d:\d\d\.$/),
  ).toBeVisible()

  await openDesk(doctor)
  await admitFromDesk(doctor, 'Paul Miller')
  await expect(doctor.page.getByText(/You are about to see Paul Miller \(patient\)/)).toBeVisible()
  await expect(doctor.page.getByLabel(/Remote video/)).toHaveCount(0)
  await joinCall(doctor)
  await expectCallState(doctor, 'connected')
  await expectMovingPicture(doctor.page.getByLabel('Remote video'))
  await expectSound(paul.page)

  await waitBeforeDoor(ines, meeting, 'interpreter')
  await ines.page.getByLabel('Write to the clinic').fill('I am the interpreter for Paul.')
  await ines.page.getByRole('button', { name: 'Send' }).click()
  const knock = doctor.page.getByRole('alert').filter({ hasText: 'Inés (interpreter) is waiting' })
  await expect(knock).toContainText('I am the interpreter for Paul.')
  await knock.getByRole('button', { name: '5 more minutes' }).click()
  await expect(ines.page.getByText('It will take about five more minutes.')).toBeVisible()
  await expect(ines.page.getByText('Paul Miller')).toHaveCount(0)
  await knock.getByRole('button', { name: 'Admit' }).click()
  for (const person of [doctor, paul, ines]) await expect(person.page.getByLabel(/Remote video/)).toHaveCount(2)
})

test('two tabs that admit at once let one person in once, and both are led to the visit', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const paul = await arrive('Paul')
  await watchSigns(paul.context)
  await waitBeforeDoor(paul, await planVisit(bedside, doctor, paul))
  await openDesk(doctor)
  const otherTab = { ...doctor, page: await doctor.context.newPage() }
  await openDesk(otherTab)
  await Promise.all([admitFromDesk(doctor, 'Paul'), admitFromDesk(otherTab, 'Paul')])
  for (const { page } of [doctor, otherTab]) {
    await expect(page.getByText(/You are about to see Paul \(patient\)/)).toBeVisible()
  }
  await expect.poll(async () => (await signsOf(paul.page)).tones).toBe(2)
  await joinCall(otherTab)
  await expectCallState(paul, 'connected')
  await expectMovingPicture(otherTab.page.getByLabel('Remote video'))
  await expect(otherTab.page.getByLabel(/Remote video/)).toHaveCount(1)
})

test('a visit moved to a colleague goes on waiting there, and the patient notices their place alone', async ({
  arrive,
  openClinic,
}) => {
  const clinic = await openClinic()
  const ada = await arrive('Ada Marsh')
  const okafor = await arrive('Dr. Okafor')
  const paul = await arrive('Paul')
  const tom = await arrive('Tom')
  await becomeAdministrator(clinic, ada)
  await addDoctor(clinic, ada, okafor, 'Dr. Okafor')
  const plan = async ({ name }: Person): Promise<CreatedMeeting> => {
    const data = { title: `Visit of ${name}`, admission: 'by-doctor' }
    return (await (await ada.context.request.post(`${clinic.url}/create-meeting`, { data })).json()).data
  }
  await waitBeforeDoor(paul, await plan(paul))
  await waitBeforeDoor(tom, await plan(tom))
  await expectPlace(tom, '1 person is before you.')
  await okafor.page.goto(`${clinic.url}/meetings`)
  await ada.page.goto(`${clinic.url}/meetings`)
  await cardOf(ada, 'Tom')
    .getByRole('link', { name: /Write, give a hint or move/ })
    .click()
  await cardOf(ada, 'Tom').getByLabel('Move this visit to a colleague').selectOption('Dr. Okafor')
  const before = await tom.page.locator('main').textContent()
  await cardOf(ada, 'Tom').getByRole('button', { name: 'Move' }).click()
  await expect(cardOf(okafor, 'Tom')).toBeVisible()
  await expect(cardOf(ada, 'Tom')).toHaveCount(0)
  await expectPlace(tom, 'You are next.')
  expect(await tom.page.locator('main').textContent()).toBe(before?.replace('1 person is before you.', 'You are next.'))
  await admitFromDesk(okafor, 'Tom')
  await joinCall(okafor)
  await expectCallState(tom, 'connected')
  await expectMovingPicture(tom.page.getByLabel('Remote video'))
  await expectWaiting(paul)
  await Promise.all([ada, okafor, paul, tom].map(({ context }) => context.close()))
})

test('a doctor who goes on before the line of the page is open leaves no complaint behind', async ({
  arrive,
  openClinic,
  afterwards,
}) => {
  const port = await freePort()
  const clinic = await openClinic({ env: { PUBLIC_URL: `http://localhost:${port}` } })
  const network = await startPagesOnly(port, clinic.port, 'held')
  afterwards(network.stop)
  const ada = await arrive('Dr. Ada')
  await ada.page.goto(clinic.doctorUrl)
  await ada.page.goto(`${clinic.url}/meetings`)
  await expect(ada.page.getByText('Connecting …')).toBeVisible()
  // What a page logs as it goes is mostly gone with it: this one is told that it goes, and stays.
  await ada.page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide')))
})

test("a doctor's day that comes back out of the browser's cache is live again", async ({ bedside, arrive }) => {
  const ada = await arrive('Dr. Ada')
  const paul = await arrive('Paul')
  const visit = await planVisit(bedside, ada, paul)
  await openDesk(ada)
  // Playwright switches that cache off: the page is told what it would be told.
  await ada.page.evaluate(() => {
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
  })
  await waitBeforeDoor(paul, visit)
  await expect(cardOf(ada, 'Paul')).toBeVisible()
})
